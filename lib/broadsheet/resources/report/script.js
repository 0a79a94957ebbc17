/* Opens the evidence that a link points to; sorts, shortens and filters tables; copies the link of a row. The page is complete without it.
   Written for broadsheet, MIT. */
(function () {
  "use strict";
  var FIRST = 10;
  function reveal() {
    var id = location.hash.slice(1), target = id && document.getElementById(id);
    if (!target || (target.tagName !== "TR" && target.tagName !== "LI")) { return; }
    var table = target.closest("table");
    if (table && target.classList.contains("rest")) { table.classList.remove("short"); }
    for (var outer = target.parentElement; outer; outer = outer.parentElement) { if (outer.tagName === "DETAILS") { outer.open = true; } }
    var beneath = target.tagName === "LI" ? target : target.nextElementSibling;
    var details = beneath && (beneath === target || beneath.classList.contains("ev")) && beneath.querySelector("details");
    if (details) { details.open = true; }
    if (beneath && beneath !== target) { beneath.classList.remove("folded"); }
    target.scrollIntoView({ block: "center" });
  }
  function linked(row) {
    var button = document.createElement("button"), cell = row.tagName === "LI" ? row : row.cells[0];
    button.type = "button"; button.className = "link"; button.textContent = "#";
    button.title = "Copy the link to this row"; button.setAttribute("aria-label", button.title);
    button.addEventListener("click", function () {
      history.replaceState(null, "", "#" + row.id);
      function said(words) { button.textContent = words; setTimeout(function () { button.textContent = "#"; }, 1500); }
      if (navigator.clipboard && navigator.clipboard.writeText) {
        navigator.clipboard.writeText(location.href).then(function () { said("copied"); }, function () { said("see address"); });
      } else { said("see address"); }
    });
    var before = row.tagName === "LI" ? row.querySelector("details") : null;
    cell.insertBefore(document.createTextNode(" "), before);
    cell.insertBefore(button, before);
  }
  function folded(row) {
    var beneath = row.nextElementSibling, details = beneath && beneath.classList.contains("ev") && beneath.querySelector("details");
    if (!details) { return; }
    var button = document.createElement("button"), said = details.querySelector("summary").textContent;
    button.type = "button"; button.className = "proof"; button.textContent = "▸"; button.title = said;
    button.setAttribute("aria-label", "Show the evidence: " + said); button.setAttribute("aria-expanded", "false");
    beneath.classList.add("folded");
    button.addEventListener("click", function () {
      var shut = beneath.classList.toggle("folded");
      details.open = !shut; button.textContent = shut ? "▸" : "▾"; button.setAttribute("aria-expanded", String(!shut));
    });
    row.cells[0].insertBefore(button, row.cells[0].firstChild);
  }
  function marked(table) {
    pairs(table.tBodies[0]).forEach(function (pair, place) {
      pair.forEach(function (row) { row.classList.toggle("rest", place >= FIRST); });
    });
  }
  function shortened(table) {
    if (!table.tBodies.length) { return; }
    var groups = table.tBodies[0].querySelectorAll("tr.group").length, all = pairs(table.tBodies[0]).length - groups;
    if (all <= FIRST + 2) { return; }
    var button = document.createElement("button");
    marked(table); table.classList.add("short");
    button.type = "button"; button.className = "all"; button.textContent = "Show all " + all + " rows";
    button.addEventListener("click", function () {
      var short = table.classList.toggle("short");
      button.textContent = short ? "Show all " + all + " rows" : "Show the first " + FIRST + " rows";
    });
    table.parentNode.insertAdjacentElement("afterend", button);
  }
  function pairs(body) {
    var made = [];
    Array.prototype.forEach.call(body.rows, function (row) {
      if (row.classList.contains("ev") && made.length) { made[made.length - 1].push(row); } else { made.push([row]); }
    });
    return made;
  }
  function key(row, column, numeric) {
    var cell = row[0].cells[column], text = cell ? cell.getAttribute("data-sort") || cell.textContent.replace(/^[▸▾]| #$/g, "").trim() : "";
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
        marked(table);
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
      table.classList.toggle("searched", wanted !== "");
      pairs(table.tBodies[0]).forEach(function (pair) {
        var hit = pair.some(function (row) { return row.textContent.toLowerCase().indexOf(wanted) >= 0; });
        pair.forEach(function (row) { row.hidden = !hit; });
      });
    });
    table.parentNode.parentNode.insertBefore(input, table.parentNode);
  }
  function bare(text) { return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
  function asked(query) {
    var parts = [], found, pattern = /(-?)(?:["“”]([^"“”]+)["“”]|(\S+))/g;
    while ((found = pattern.exec(query))) {
      var words = bare(found[2] || found[3]).split(/[^\p{L}\p{N}*]+/u).filter(Boolean).map(function (word) {
        return word.replace(/\*+/g, "") + (word.slice(-1) === "*" ? "[\\p{L}\\p{N}]*" : "");
      }).filter(Boolean);
      if (words.length) {
        parts.push({ no: found[1] === "-", is: new RegExp("(?<![\\p{L}\\p{N}])" + words.join("[^\\p{L}\\p{N}]+") + "(?![\\p{L}\\p{N}])", "gu") });
      }
    }
    return parts;
  }
  function shown(text, parts) {
    var folded = bare(text), first = folded.length === text.length ? null : -1, made = document.createElement("span"), hit = null;
    parts.forEach(function (part) { part.is.lastIndex = 0; if (!part.no && !hit) { hit = part.is.exec(folded); } });
    made.className = "shown";
    if (!hit || first === -1) { made.textContent = hit ? text.slice(0, 160) + " …" : ""; return made; }
    var from = Math.max(0, hit.index - 90), to = hit.index + hit[0].length, mark = document.createElement("mark");
    mark.textContent = text.slice(hit.index, to);
    made.appendChild(document.createTextNode((from ? "… " : "") + text.slice(from, hit.index)));
    made.appendChild(mark);
    made.appendChild(document.createTextNode(text.slice(to, to + 90) + " …"));
    return made;
  }
  function searchable(input) {
    var page = input.getAttribute("data-page"), items = document.querySelectorAll(".articles > li"), said = document.getElementById("found");
    if (page) {
      input.addEventListener("keydown", function (event) {
        if (event.key === "Enter" && input.value) { location.href = page + "#find=" + encodeURIComponent(input.value); }
      });
      return;
    }
    function search() {
      var parts = asked(input.value), number = 0;
      Array.prototype.forEach.call(items, function (item) {
        var old = item.querySelector(".shown"), text = item.querySelector(".text"), whole = text ? text.textContent : "";
        if (old) { old.remove(); }
        var all = bare(item.querySelector("a").textContent + " . " + whole);
        var hit = parts.every(function (part) { part.is.lastIndex = 0; return part.is.test(all) !== part.no; });
        item.hidden = !hit;
        if (hit) { number += 1; if (parts.length) { item.appendChild(shown(whole, parts)); } }
      });
      said.textContent = number + " of " + items.length + " cited articles" + (parts.length ? " match" : "");
    }
    if (location.hash.indexOf("#find=") === 0) { try { input.value = decodeURIComponent(location.hash.slice(6)); } catch (error) { input.value = ""; } }
    input.addEventListener("input", search);
    search(); input.focus();
  }
  Array.prototype.forEach.call(document.querySelectorAll("input.find"), searchable);
  Array.prototype.forEach.call(document.querySelectorAll(".table table"), sortable);
  Array.prototype.forEach.call(document.querySelectorAll(".answer .table table"), shortened);
  Array.prototype.forEach.call(document.querySelectorAll(".answer tbody tr[id]"), folded);
  Array.prototype.forEach.call(document.querySelectorAll(".answer tbody tr[id], .answer li[id]"), linked);
  window.addEventListener("hashchange", reveal);
  reveal();
})();
