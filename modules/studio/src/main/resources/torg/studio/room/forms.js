/* Makes the forms of the Studio handier. Without it they do all the same. */
(() => {
  "use strict";
  const PATIENCE = 400;

  /* The look is seen beside the form while it is set, and what would be hard to read is told. */
  const look = document.querySelector("[data-look]");
  const form = look?.querySelector("form");
  if (form) {
    const button = form.querySelector("[value=preview]");
    const pane = document.createElement("div");
    pane.className = "look__pane";
    const frame = document.createElement("iframe");
    frame.className = "look__frame";
    frame.name = "look";
    frame.title = button.textContent;
    pane.append(frame);
    form.after(pane);
    look.classList.add("look--beside");
    button.formTarget = "look";

    const told = look.querySelector("[data-told]");
    let asked = 0;
    const ask = async () => {
      const mine = ++asked;
      const body = new FormData(form);
      body.set("action", "try");
      try {
        const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
        if (mine !== asked) return;
        const said = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-told]");
        told.replaceChildren(...(said?.childNodes ?? []));
        if (answer.ok) form.requestSubmit(button);
      } catch {
        // saving tells it as well
      }
    };
    let waiting;
    form.addEventListener("input", (event) => {
      if (event.target.name === "message") return;
      clearTimeout(waiting);
      waiting = setTimeout(ask, PATIENCE);
    });
    form.requestSubmit(button);
  }

  /* Rows go where they are dropped. */
  const tree = document.querySelector("[data-tree]");
  if (tree) {
    document.querySelector("[data-with-scripts]")?.removeAttribute("hidden");
    const WAYS = ["before", "after", "below"];
    const rows = [...tree.querySelectorAll("tr[data-at]")];
    let dragged = null;

    const way = (row, event) => {
      const box = row.getBoundingClientRect();
      const at = (event.clientY - box.top) / box.height;
      if (tree.dataset.tree === "below") return "below";
      return at < 0.3 ? "before" : at > 0.7 ? "after" : "below";
    };
    const clear = () => rows.forEach((row) => row.classList.remove(...WAYS.map((one) => `drop--${one}`)));
    for (const row of rows) {
      row.draggable = true;
      row.addEventListener("dragstart", (event) => {
        dragged = row;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", row.dataset.at);
      });
      row.addEventListener("dragend", () => { dragged = null; clear(); });
      row.addEventListener("dragover", (event) => {
        if (!dragged || dragged === row || `${row.dataset.at}/`.startsWith(`${dragged.dataset.at}/`)) return;
        event.preventDefault();
        clear();
        row.classList.add(`drop--${way(row, event)}`);
      });
      row.addEventListener("drop", (event) => {
        event.preventDefault();
        if (!dragged) return;
        const wish = document.createElement("input");
        wish.type = "hidden";
        wish.name = "do";
        wish.value = `${way(row, event)} ${dragged.dataset.at} ${row.dataset.at}`;
        tree.append(wish);
        tree.requestSubmit();
      });
    }
  }
})();
