/* Shows HTML and tells which keys are pressed on it; JupyterLab's own shortcuts stay away from it. Written for broadsheet, MIT. */
function render({ model, el }) {
  const box = document.createElement("div");
  box.className = "bs-labels";
  box.tabIndex = 0;
  box.setAttribute("data-lm-suppress-shortcuts", "true");
  box.style.cssText = "padding:.6em 1em;border:2px solid #8888;line-height:1.5;cursor:pointer";
  const draw = () => { box.innerHTML = model.get("html"); };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key.length === 1 || ["Enter", "Backspace", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      model.send({ key: event.key, shift: event.shiftKey });
    }
  });
  box.addEventListener("focus", () => { box.style.borderColor = "#1f5f99"; });
  box.addEventListener("blur", () => { box.style.borderColor = "#8888"; });
  el.append(box);
  model.on("change:html", draw);
  draw();
}
export default { render };
