/* Opens the evidence that a link points to; sorts and filters tables. The page is complete without it. Written for broadsheet, MIT. */
(function () {
  "use strict";
  function reveal() {
    var id = location.hash.slice(1), target = id && document.getElementById(id);
    if (!target || target.tagName !== "TR") { return; }
    var beneath = target.nextElementSibling;
    var details = beneath && beneath.classList.contains("ev") && beneath.querySelector("details");
    if (details) { details.open = true; }
    target.scrollIntoView({ block: "center" });
  }
  function pairs(body) {
    var made = [];
    Array.prototype.forEach.call(body.rows, function (row) {
      if (row.classList.contains("ev") && made.length) { made[made.length - 1].push(row); } else { made.push([row]); }
    });
    return made;
  }
  function key(row, column, numeric) {
    var cell = row[0].cells[column], text = cell ? cell.getAttribute("data-sort") || cell.textContent.trim() : "";
    if (!numeric) { return text.toLowerCase(); }
    var number = parseFloat(text.replace(/,/g, "").replace("−", "-"));
    return isNaN(number) ? -Infinity : number;
  }
  function sortable(table) {
    if (!table.tHead || !table.tBodies.length || table.tBodies[0].rows.length < 6 || table.classList.contains("grouped")) { return; }
    table.classList.add("sortable");
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      head.tabIndex = 0;
      function sort() {
        var up = head.getAttribute("aria-sort") === "descending" || (!head.hasAttribute("aria-sort") && !head.classList.contains("num"));
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var numeric = head.classList.contains("num"), rows = pairs(table.tBodies[0]);
        rows.sort(function (a, b) {
          var x = key(a, column, numeric), y = key(b, column, numeric);
          return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1);
        });
        rows.forEach(function (pair) { pair.forEach(function (row) { table.tBodies[0].appendChild(row); }); });
      }
      head.addEventListener("click", sort);
      head.addEventListener("keydown", function (event) { if (event.key === "Enter") { sort(); } });
    });
    if (pairs(table.tBodies[0]).length > 12) { filter(table); }
  }
  function filter(table) {
    var input = document.createElement("input");
    input.type = "search"; input.className = "filter"; input.placeholder = "Filter rows"; input.setAttribute("aria-label", "Filter rows of the table below");
    input.addEventListener("input", function () {
      var wanted = input.value.toLowerCase();
      pairs(table.tBodies[0]).forEach(function (pair) {
        var hit = pair.some(function (row) { return row.textContent.toLowerCase().indexOf(wanted) >= 0; });
        pair.forEach(function (row) { row.hidden = !hit; });
      });
    });
    table.parentNode.parentNode.insertBefore(input, table.parentNode);
  }
  Array.prototype.forEach.call(document.querySelectorAll(".table table"), sortable);
  window.addEventListener("hashchange", reveal);
  reveal();
})();
