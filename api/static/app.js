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

/* Parts of a page that come when somebody opens them, follows a link into them or searches the page */
const text = async (address) => {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
};
const coming = new Map();
const once = (key, work) => {
  if (!coming.has(key)) coming.set(key, work().catch((error) => { coming.delete(key); throw error; }));
  return coming.get(key);
};
const lost = () => toast("The rest cannot be fetched; load the page again");
const fetchMore = (box) => once(box, async () => {
  const html = await text(box.dataset.more);
  delete box.dataset.more;
  $("p", box).remove();
  box.insertAdjacentHTML("beforeend", html);
});
/* What is fetched may have further parts */
const fetchMores = async (wanted = () => true) => {
  for (let boxes; (boxes = $$("[data-more]").filter(wanted)).length;) await Promise.all(boxes.map(fetchMore));
};
const unfold = (place) => {
  for (let box = place?.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  return place;
};
const unfolded = (id) => unfold(document.getElementById(id));
document.addEventListener("toggle", ({ target: box }) => {
  if (box.open && box.dataset.more) fetchMore(box).catch(lost);
}, true);

/* A call: its transcript comes part by part, and whatever a link leads to is fetched first */
const turns = $("[data-turns]");
let fetchTalk = async () => {};
if (turns) {
  const count = Number(turns.dataset.count), scroller = $("#transcript");
  const parts = () => $$(".part", turns);
  /* Beside the findings the transcript scrolls alone: the page stays where it is */
  const isApart = () => getComputedStyle(scroller).overflowY === "auto";
  const lead = (place, work, top = scrollY) => {
    work();
    if (isApart() && scroller.contains(place)) scrollTo({ top, behavior: "instant" });
  };
  const fetchPart = (part) => once(part.dataset.first, async () => {
    const { first, last } = part.dataset;
    const html = await text(`${turns.dataset.turns}?first=${first}&last=${last}`);
    if (!part.isConnected) return;
    part.insertAdjacentHTML("afterend", html);
    part.remove();
  });
  const fetchAll = () => parts().length === 0 ? Promise.resolve() : once("all", async () => {
    const html = await text(`${turns.dataset.turns}?first=0&last=${count}`);
    turns.innerHTML = html;
  });
  fetchTalk = fetchAll;
  const bring = async (id) => {
    const [, kind, number] = id.match(/^c-([tm])(\d+)/) ?? [];
    if (!document.getElementById(id) && kind === "t") {
      const part = parts().find(({ dataset }) => +dataset.first <= +number && +number < +dataset.last);
      if (part) await fetchPart(part);
    }
    if (!document.getElementById(id) && kind === "m") {
      await fetchMores((box) => /\/(faults|praise)$/.test(box.dataset.more));
    }
    return unfolded(id);
  };
  const go = async (id) => {
    let place;
    try { place = await bring(id); } catch { lost(); return; }
    if (!place) return;
    history.replaceState(null, "", location.pathname + location.search);
    lead(place, () => { location.hash = id; });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const [, id] = link?.getAttribute("href")?.match(/^(?:\?[^#]*)?#(c-[tm].*)$/) ?? [];
    if (!id || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(id);
  });
  addEventListener("popstate", () => { if (/^#c-/.test(location.hash)) bring(location.hash.slice(1)).catch(lost); });
  let watch;
  const look = () => {
    watch?.disconnect();
    watch = new IntersectionObserver((seen) => {
      for (const one of seen) if (one.isIntersecting) fetchPart(one.target).catch(lost);
    }, { root: isApart() ? scroller : null, rootMargin: "1200px 0px" });
    for (const part of parts()) {
      part.style.height = `${5 * (part.dataset.last - part.dataset.first)}rem`;
      watch.observe(part);
    }
  };
  look();
  addEventListener("resize", look);
  const linked = location.hash.slice(1);
  if (/^c-/.test(linked) && !document.getElementById(linked)) go(linked);
  addEventListener("load", () => lead(unfolded(linked), () => {}, 0));

  turns.addEventListener("click", (event) => {
    const sentence = event.target.closest("[id]");
    if (!sentence || event.target.closest("a") || String(getSelection())) return;
    const [, number] = sentence.id.match(/^c-t(\d+)/);
    history.replaceState(null, "", `?turn=${number}#${sentence.id}`);
    toast("The address now links to this sentence");
  });

  for (const button of $$("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      Promise.all([fetchAll(), fetchMores()]).then(() => print(), lost);
    });
  }

  /* Find words in all of it */
  const find = $("[data-find]");
  if (find && window.Highlight) {
    const input = $("input", find), output = $("output", find);
    let places = [], here = -1;
    const show = () => {
      CSS.highlights.set("found", new Highlight(...places));
      CSS.highlights.set("here", new Highlight(...places.slice(here, here + 1)));
      output.textContent = input.value.trim() === "" ? "" :
        places.length ? `${here + 1} of ${places.length}` : "Not said";
      const place = places[here]?.startContainer.parentElement;
      if (place) lead(unfold(place), () => place.scrollIntoView({ block: "center" }));
    };
    const search = async () => {
      const sought = input.value.trim().toLowerCase();
      if (sought && parts().length) {
        output.textContent = "Reading the whole call";
        try { await fetchAll(); } catch { lost(); return; }
        if (sought !== input.value.trim().toLowerCase()) return;
      }
      places = [];
      if (sought) {
        const walker = document.createTreeWalker(turns, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());) {
          const said = node.data.toLowerCase();
          if (said.length !== node.data.length) continue;
          for (let at = said.indexOf(sought); at >= 0; at = said.indexOf(sought, at + sought.length)) {
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
    for (const one of $$("[data-plain]")) one.hidden = true;
    for (const button of $$("[data-step]", find)) {
      button.hidden = false;
      button.addEventListener("click", () => step(Number(button.dataset.step)));
    }
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120); });
    find.addEventListener("submit", (event) => { event.preventDefault(); step(1); });
    if (input.value.trim()) search();
  }
}

/* The browser's own search finds what is on the page: so all of it comes */
document.addEventListener("keydown", (event) => {
  const searches = event.key === "F3" || ((event.ctrlKey || event.metaKey) && event.key === "f");
  if (searches) Promise.all([fetchTalk(), fetchMores()]).catch(lost);
});
const sought = location.hash.slice(1);
if (sought && !/^c-/.test(sought) && !document.getElementById(sought)) {
  fetchMores().then(() => unfolded(sought)?.scrollIntoView({ block: "center" }), lost);
}

/* Names to choose from, as somebody types, where there are too many to stand on the page */
for (const field of $$("input[list]")) {
  const names = field.list?.dataset.names;
  if (!names) continue;
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      try { field.list.innerHTML = await text(`${names}?like=${encodeURIComponent(field.value)}`); } catch { /* one types on */ }
    }, 150);
  });
}

/* Long rows of pages: the open one is in sight */
for (const row of $$("nav")) {
  const open = $("[aria-current]", row);
  if (open && row.scrollWidth > row.clientWidth) row.scrollLeft = open.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
}

/* After signing in, the sentence that a link led to */
const enter = $("form.enter");
if (enter) enter.action += location.hash;
const otherWay = $("[data-other-way]");
if (otherWay && location.hash) {
  otherWay.search = new URLSearchParams({ then: (new URLSearchParams(otherWay.search).get("then") || "/") + location.hash });
}

/* Secrets that are shown once */
for (const button of $$("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () => {
    navigator.clipboard.writeText($("[data-copied]").textContent).then(() => toast("Copied"), () => toast("Select it and copy it by hand"));
  });
}

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
  const TRIES = 12;
  const send = (tries) => {
    const request = new XMLHttpRequest();
    request.open("POST", upload.action);
    request.upload.addEventListener("progress", (moved) => {
      const part = moved.loaded / moved.total;
      $("progress", sending).value = part;
      $("span", sending).textContent = part < 1 ? `${Math.round(100 * part)} % sent` : "Sent; being put away";
    });
    request.addEventListener("load", () => {
      if (request.status < 300) { location.assign(request.responseURL); return; }
      let detail = "the service did not say why";
      try { detail = JSON.parse(request.responseText).detail; } catch { /* not ours */ }
      const wait = Number(request.getResponseHeader("Retry-After"));
      if (request.status === 503 && wait && tries < TRIES) {
        $("span", sending).textContent = "Others are handing in many calls; yours are sent again in a moment";
        setTimeout(() => send(tries + 1), 1000 * wait);
        return;
      }
      fail(`${detail[0].toUpperCase()}${detail.slice(1)}.`);
    });
    request.addEventListener("error", () => fail("The service cannot be reached. Is it running?"));
    sending.hidden = false;
    problem.hidden = true;
    button.disabled = true;
    request.send(new FormData(upload));
  };
  upload.addEventListener("submit", (event) => { event.preventDefault(); send(1); });
}

/* Review: single keys, the next moment fetched before it is asked for */
const stage = () => $("#stage");
const desk = $(".desk");
if (desk) {
  const keys = $("[data-keys]"), rows = () => $$("[data-row]");
  const current = () => rows().findIndex((row) => row.dataset.row === stage().dataset.at);
  const settle = () => {
    const here = current();
    rows().forEach((row, n) => row.toggleAttribute("aria-current", n === here));
    for (const row of rows()) if (row.hasAttribute("aria-current")) row.setAttribute("aria-current", "true");
    const row = rows()[here], rail = $(".rail");
    if (row) rail.scrollTop = row.offsetTop - (rail.clientHeight - row.offsetHeight) / 2;
    const spot = $("mark", stage())?.getBoundingClientRect(), bar = $(".judge fieldset", stage())?.getBoundingClientRect();
    if (spot && spot.bottom > bar.top) scrollBy({ top: Math.min(spot.bottom - bar.top + 16, spot.top - 96), behavior: "instant" });
    rows()[here + 1]?.dispatchEvent(new Event("soon"));
  };
  const go = (by) => rows()[current() + by]?.click();
  /* The list beside is done: another list, from the moment that is shown */
  const turnOver = () => {
    const place = new URL(location.href);
    const [, done] = $('[data-key="z"]')?.form.action.match(/review\/([^/]+)\/undo/) ?? [];
    place.searchParams.set("at", stage().dataset.at);
    place.searchParams.delete("done");
    if (done) place.searchParams.set("done", done);
    location.replace(place);
  };
  keys.checked = localStorage.getItem("keys") !== "off";
  keys.addEventListener("change", () => localStorage.setItem("keys", keys.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input:not([type=checkbox]), select, textarea");
    const written = event.key === "Enter" && field?.name === "comment";
    if (field && (event.key === "Escape" || written)) {
      stage().focus();
      if (written) toast("Now say whether it is right");
      return;
    }
    if (field || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (/^[a-z]$/.test(event.key)) {
      const place = $(`[data-focus="${event.key}"]`, desk);
      const button = $(`[data-key="${event.key}"]`, desk);
      if (!place && !button) return;
      const box = place?.closest("details");
      if (box) box.open = true;
      place?.focus();
      button?.click();
    } else return;
    event.preventDefault();
  });
  document.addEventListener("htmx:after:swap", () => {
    if (stage().getBoundingClientRect().top < 0) stage().scrollIntoView();
    if (!stage().contains(document.activeElement)) stage().focus({ preventScroll: true });
    if (current() < 0 && stage().dataset.at) turnOver();
    else settle();
  });
  document.addEventListener("htmx:error", () => toast("The service cannot be reached; nothing was kept"));
  document.addEventListener("htmx:response:error", (event) => {
    let problem = {};
    try { problem = JSON.parse(event.detail.ctx.text); } catch { /* not ours */ }
    if (problem.status === 401) location.reload();
    toast(`That was not kept. ${problem.detail ?? "Load the page again."}`);
  });
  addEventListener("load", settle);
}
