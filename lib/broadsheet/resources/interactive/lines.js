/* Lines, and a button that copies them. Written for broadsheet, MIT. */
function render({ model, el }) {
  const lines = document.createElement("pre");
  const button = document.createElement("button");
  lines.className = "bs-lines";
  lines.style.cssText = "white-space:pre-wrap;padding:.5em .8em;margin:.3em 0;border:1px solid #8888;user-select:all";
  button.textContent = "Copy";
  button.addEventListener("click", () => {
    const said = (word) => { button.textContent = word; setTimeout(() => { button.textContent = "Copy"; }, 1500); };
    navigator.clipboard.writeText(model.get("text")).then(() => said("Copied"), () => {
      window.getSelection().selectAllChildren(lines);
      said("Press Ctrl-C");
    });
  });
  const draw = () => {
    lines.textContent = model.get("text");
    button.hidden = lines.hidden = !model.get("text");
  };
  el.append(lines, button);
  model.on("change:text", draw);
  draw();
}
export default { render };
