// Tells the page around a frame of ours how high it is. WordPress keeps a frame hidden until it
// hears that, and opens only the links that we name (wp-embed.js; it puts a secret into our hash).
const secret = location.hash.match(/secret=(\w+)/)?.[1];
const say = (message, value) => parent.postMessage({ secret, message, value }, "*");
// A photo alone is as high as its frame lets it be; it would be whole, but no tower.
const photo = document.querySelector("[data-alone] img");
const lacking = () => {
  const { clientWidth, clientHeight } = photo;
  const whole = (clientWidth * photo.getAttribute("height")) / photo.getAttribute("width");
  return Math.min(whole, Math.max(clientWidth, 480)) - clientHeight;
};
const sayHeight = () =>
  say("height", Math.ceil(document.documentElement.offsetHeight + (photo ? lacking() : 0)));

sayHeight(); // a hidden frame is not drawn, so that nothing is observed there
addEventListener("load", sayHeight);
new ResizeObserver(sayHeight).observe(document.body);
addEventListener("message", (event) => event.data?.message === "ready" && sayHeight());
addEventListener("click", (event) => {
  const link = secret && event.target.closest("a");
  if (link) {
    event.preventDefault(); // its sandbox lets no window open
    say("link", new URL(link.getAttribute("href"), location).href); // a map's links are drawn
  }
});
