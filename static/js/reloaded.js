// A photo that was opened over its gallery and then loaded anew shares its place in the history with
// that gallery: there, Back changes the address alone. The page opens again without a network.
const { pathname } = location;

addEventListener("popstate", () => location.pathname === pathname || location.reload());
const keepIt = () => import("./visited.js").catch(() => {});
addEventListener("load", () => setTimeout(keepIt, 1000)); // what is seen comes first
