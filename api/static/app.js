"use strict";
/* What the pages do beyond what HTML does. Each part finds its own elements and is quiet where
   there are none; every page works without it, except that the parts marked hidden stay so. */

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

function toast(text) {
  const place = $("[data-toast]");
  place.textContent = text;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { place.textContent = ""; }, 4000);
}

/* Print */
for (const button of $$("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* Transcript: find words; a click on a sentence puts its link into the address */
const find = $("[data-find]");
if (find && window.Highlight) {
  const input = $("input", find), output = $("output", find), turns = $(".turns");
  let places = [], here = -1;
  const show = () => {
    CSS.highlights.set("found", new Highlight(...places));
    CSS.highlights.set("here", new Highlight(...places.slice(here, here + 1)));
    output.textContent = input.value.trim() === "" ? "" :
      places.length ? `${here + 1} of ${places.length}` : "Not said";
    if (places[here]) places[here].startContainer.parentElement.scrollIntoView({ block: "center" });
  };
  const search = () => {
    const sought = input.value.trim().toLowerCase();
    places = [];
    if (sought) {
      const walker = document.createTreeWalker(turns, NodeFilter.SHOW_TEXT);
      for (let node; (node = walker.nextNode());) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue;
        for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + sought.length);
          places.push(range);
        }
      }
    }
    here = places.length ? 0 : -1;
    show();
  };
  const step = (by) => {
    if (!places.length) return;
    here = (here + by + places.length) % places.length;
    show();
  };
  let timer;
  find.hidden = false;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120); });
  find.addEventListener("submit", (event) => { event.preventDefault(); step(1); });
  for (const button of $$("[data-step]", find)) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
}
$(".app .turns")?.addEventListener("click", (event) => {
  const sentence = event.target.closest("[id]");
  if (!sentence || event.target.closest("a") || String(getSelection())) return;
  history.replaceState(null, "", `#${sentence.id}`);
  toast("The address now links to this sentence");
});

/* Upload: drop files, see them, watch them go */
const upload = $("[data-upload]");
if (upload) {
  const drop = $("[data-drop]", upload), input = $("input[type=file]", upload);
  const chosen = $("[data-chosen]", upload), sending = $("[data-sending]", upload);
  const problem = $("[data-problem]", upload), button = $("button", upload);
  const size = (bytes) => bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  const list = () => {
    chosen.replaceChildren(...[...input.files].map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name} (${size(file.size)})`;
      return item;
    }));
    problem.hidden = true;
  };
  $("[data-can-drop]", upload).hidden = false;
  input.addEventListener("change", list);
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; list(); }
  });
  const fail = (text) => {
    sending.hidden = true;
    button.disabled = false;
    problem.textContent = text;
    problem.hidden = false;
  };
  upload.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open("POST", upload.action);
    request.upload.addEventListener("progress", (moved) => {
      const part = moved.loaded / moved.total;
      $("progress", sending).value = part;
      $("span", sending).textContent = part < 1 ? `${Math.round(100 * part)} % sent` : "Sent; being put away";
    });
    request.addEventListener("load", () => {
      if (request.status < 300) { location.assign(request.responseURL); return; }
      let detail = "The service did not say why.";
      try { detail = JSON.parse(request.responseText).detail; } catch { /* not ours */ }
      fail(detail);
    });
    request.addEventListener("error", () => fail("The service cannot be reached. Is it running?"));
    sending.hidden = false;
    problem.hidden = true;
    button.disabled = true;
    request.send(new FormData(upload));
  });
}

/* Review: single keys, the next moment fetched before it is asked for */
const stage = () => $("#stage");
if ($(".desk")) {
  const keys = $("[data-keys]"), rows = () => $$("[data-row]");
  const current = () => rows().findIndex((row) => row.dataset.row === stage().dataset.at);
  const settle = () => {
    const here = current();
    rows().forEach((row, n) => row.toggleAttribute("aria-current", n === here));
    for (const row of rows()) if (row.hasAttribute("aria-current")) row.setAttribute("aria-current", "true");
    const row = rows()[here], rail = $(".rail");
    if (row) rail.scrollTop = row.offsetTop - (rail.clientHeight - row.offsetHeight) / 2;
    rows()[here + 1]?.dispatchEvent(new Event("soon"));
  };
  const go = (by) => rows()[current() + by]?.click();
  keys.checked = localStorage.getItem("keys") !== "off";
  keys.addEventListener("change", () => localStorage.setItem("keys", keys.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (field && event.key === "Escape") { stage().focus(); return; }
    if (field || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (/^[a-z]$/.test(event.key)) {
      const place = $(`[data-focus="${event.key}"]`, stage());
      const button = $(`[data-key="${event.key}"]`, stage());
      if (!place && !button) return;
      place?.focus();
      button?.click();
    } else return;
    event.preventDefault();
  });
  document.addEventListener("htmx:after:swap", () => {
    if (stage().getBoundingClientRect().top < 0) stage().scrollIntoView();
    stage().focus({ preventScroll: true });
    settle();
  });
  document.addEventListener("htmx:error", () => toast("The service cannot be reached; nothing was kept"));
  document.addEventListener("htmx:response:error", () => toast("That was not kept; load the page again"));
  addEventListener("load", settle);
}
