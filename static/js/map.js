// The map that the server drew comes closer, where somebody looks at it: what does that is fetched
// when the map comes into sight.
const map = document.querySelector("[data-map]");

new IntersectionObserver((seen, watch) => {
  if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
  watch.disconnect();
  import("./map-closer.js").then(({ begin }) => begin(map)).catch(() => {}); // it stays as it is
}, { rootMargin: "50%" }).observe(map);
