// The map that the server drew comes closer, where somebody looks at it: what does that is fetched
// when the map comes into sight.
const map = document.querySelector("[data-map]");

new IntersectionObserver((seen, watch) => {
  if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
  watch.disconnect();
  // All at once: one after the other they would cross a slow line four times.
  const said = fetch(map.dataset.figures).then((answer) => answer.json());
  const parts = [
    import("./map-closer.js"),
    import("./map-drawing.js"),
    import("./map-hands.js"),
    import("./map-circles.js"),
    import("./map-names.js"),
  ];
  const asIs = () => {};
  Promise.all([said, ...parts]).then(([figures, { begin }]) => begin(map, figures)).catch(asIs);
}, { rootMargin: "50%" }).observe(map);
