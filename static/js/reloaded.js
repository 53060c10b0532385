// A photo that was opened over its gallery and then loaded anew shares its place in the history with
// that gallery: there, Back changes the address alone. The page opens again without a network.
const { pathname } = location;

addEventListener("popstate", () => location.pathname === pathname || location.reload());
addEventListener("load", () => import("./visited.js").catch(() => {}));
