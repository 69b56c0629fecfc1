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
        const answer = await fetch(form.action, { method: "POST", body });
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
})();
