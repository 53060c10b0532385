// On a partner's page: gives our frames the height that they ask for.
{
  const home = new URL(document.currentScript.src).origin + "/";
  const ours = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(home));

  addEventListener("message", ({ source, data }) => {
    const frame = data?.message === "height" && ours().find((each) => each.contentWindow === source);
    if (frame) frame.style.height = `${Math.min(+data.value || 0, 4000)}px`;
  });
  for (const frame of ours()) frame.contentWindow.postMessage({ message: "ready" }, "*");
}
