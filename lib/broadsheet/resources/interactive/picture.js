/* A picture whose marks can be clicked. The SVG has been cleaned by broadsheet. Written for broadsheet, MIT. */
function render({ model, el }) {
  const draw = () => {
    el.innerHTML = model.get("svg");
    if (el.firstElementChild) { el.firstElementChild.style.cssText = "width:100%;max-width:760px;height:auto;overflow:visible"; }
  };
  const choose = (event) => {
    const mark = event.target.closest("a.mark");
    if (!mark) { return; }
    event.preventDefault();
    event.stopPropagation();
    const found = /(\d+)$/.exec(mark.getAttribute("href") || "");
    if (found) { model.send({ row: Number(found[1]) }); }
  };
  el.classList.add("bs-picture");
  el.style.background = "#fff";
  el.addEventListener("click", choose);
  el.addEventListener("keydown", (event) => { if (event.key === "Enter") { choose(event); } });
  model.on("change:svg", draw);
  draw();
}
export default { render };
