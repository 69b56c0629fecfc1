/* Edits a document on the page that shows it: the Studio's own form beside the page, and the page as it would be while one types. Without it the link leads to the Studio. */
(() => {
  "use strict";
  const PATIENCE = 700;
  const main = document.querySelector("main");
  const links = document.querySelectorAll('a[data-tool="studio"]');
  if (!main || !links.length) return;

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("here.css", document.currentScript.src);
  document.head.append(style);

  const panel = document.createElement("section");
  panel.className = "studio-here";
  panel.setAttribute("role", "dialog");
  panel.hidden = true;
  const published = [...main.childNodes];
  let from; // the link that opened it
  let typed = false;
  let asked = 0;

  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

  /* The form of the Studio's page with its notices, its ids apart from those of the page below. */
  const show = (studio) => {
    const room = studio.querySelector("[data-here]");
    if (!room) return false;
    room.querySelectorAll("script, link, details, [data-alone]").forEach((one) => one.remove());
    room.querySelectorAll("[id]").forEach((one) => { one.id = `here-${one.id}`; });
    for (const name of ["for", "aria-describedby"]) {
      room.querySelectorAll(`[${name}]`).forEach((one) => one.setAttribute(name, one.getAttribute(name).split(" ").map((id) => `here-${id}`).join(" ")));
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button button--quiet";
    close.textContent = room.dataset.close;
    close.addEventListener("click", leave);
    panel.dataset.sure = room.dataset.sure;
    panel.setAttribute("aria-label", from.textContent);
    panel.replaceChildren(close, document.importNode(room, true));
    panel.hidden = false;
    const form = panel.querySelector("form");
    if (!form) return true;
    form.addEventListener("submit", send);
    form.addEventListener("input", wait);
    form.elements.text.focus();
    return true;
  };

  const leave = () => {
    if (typed && !confirm(panel.dataset.sure)) return;
    typed = false;
    asked++;
    panel.hidden = true;
    main.replaceChildren(...published);
    from.focus();
  };

  /* What is answered is a page of the Studio: it says what came of it, and goes on from there. */
  const send = async (event) => {
    const form = event.target;
    if (event.submitter?.value === "preview") return;
    event.preventDefault();
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form, event.submitter) });
      const done = answer.redirected && new URL(answer.url).searchParams.get("done");
      if (answer.ok && done) typed = false;
      if (done === "saved" || done === "same") return location.reload();
      if (!show(await read(answer))) location.href = from.href;
    } catch {
      // the network is away: all that was typed is still there, and can be sent again
      form.elements.text.focus();
    }
  };

  /* The page as it would be; while it cannot be, it stays as it was, and what is wrong is told. */
  const look = async (form) => {
    const mine = ++asked;
    const data = new FormData(form);
    data.set("action", "preview");
    data.set("address", decodeURI(location.pathname));
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data });
      const page = await read(answer);
      if (mine !== asked) return;
      const seen = answer.ok && page.querySelector("main");
      if (seen) main.replaceChildren(...[...seen.childNodes].map((node) => document.importNode(node, true)));
      const told = form.querySelector("[id$='-told']");
      const wrong = answer.ok ? [] : [...page.querySelectorAll("[role=alert] li")];
      told.replaceChildren(...wrong.map((one) => document.importNode(one, true)));
      told.hidden = wrong.length === 0;
    } catch {
      // sending tells it as well
    }
  };
  let waiting;
  const wait = (event) => {
    if (event.target.name !== "text") return;
    typed = true;
    clearTimeout(waiting);
    waiting = setTimeout(look, PATIENCE, event.currentTarget);
  };

  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(); });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
  document.body.append(panel);
  links.forEach((link) => link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (!panel.hidden && typed && !confirm(panel.dataset.sure)) return;
    typed = false;
    from = link;
    try {
      if (!show(await read(await fetch(link.href)))) location.href = link.href;
    } catch {
      location.href = link.href;
    }
  }));
})();
