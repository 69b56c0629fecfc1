// Niceties only: every page works without this file.

// The choice of light or dark is remembered.
const choice = document.querySelector("[data-appearance-choice]");
const appearance = document.documentElement.dataset.appearance ?? "";
for (const input of choice?.querySelectorAll("input") ?? []) input.checked = input.value === appearance;
choice?.addEventListener("change", (event) => {
  const value = event.target.value;
  try {
    localStorage.setItem("appearance", value);
  } catch {
    // it holds for this page, then
  }
  document.documentElement.dataset.appearance = value;
});

// Menus close when attention goes elsewhere.
const menus = [...document.querySelectorAll("details[data-menu]")];
document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = menus.find((menu) => menu.open);
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// A question before what cannot be undone, and one click sends a form once. The server takes care of both anyway.
let sent = new WeakSet();
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if ((question && !confirm(question)) || sent.has(event.target)) {
    event.preventDefault();
    return;
  }
  // what opens elsewhere, such as a preview, leaves the form to be sent
  if (event.target.method === "post" && !event.submitter?.formTarget) sent.add(event.target);
});
window.addEventListener("pageshow", () => {
  sent = new WeakSet(); // somebody came back to the form
});

// The summary of what is wrong is where somebody who sent a form wants to be.
document.querySelector(".form__errors")?.focus();

// The code of a mail's link stands behind the #, where no server sees it: it goes into the form, and out of the address.
// A link that is opened where the page stands already loads nothing: it only changes the fragment.
const coded = document.querySelector("form[data-from-fragment]");
const takeCode = () => {
  if (location.hash.length <= 20) return;
  coded.elements.namedItem("code").value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname + location.search);
  coded.requestSubmit();
};
if (coded) {
  addEventListener("hashchange", takeCode);
  takeCode();
}

// What a line comes to is shown as soon as it is filled in; without this file a button asks for it.
const estimate = document.querySelector("button[name='_do'][value='estimate']");
estimate?.form.addEventListener("change", async () => {
  const form = estimate.form;
  const body = new URLSearchParams(new FormData(form));
  body.set("_do", "estimate");
  const asked = body.toString();
  form.dataset.asked = asked;
  const reply = form.checkValidity() ? await fetch(form.action, { method: "POST", body }).catch(() => null) : null;
  const page = new DOMParser().parseFromString(reply?.ok ? await reply.text() : "", "text/html");
  if (form.dataset.asked !== asked) return; // something else was chosen meanwhile
  document.querySelector("[data-estimate]").replaceChildren(...(page.querySelector("[data-estimate]")?.childNodes ?? []));
});

// What a form asks for follows what is typed: the server says it, and says it once more when the form is sent.
for (const form of document.querySelectorAll("form[data-conditional]")) {
  let latest;
  form.addEventListener("input", (event) => {
    if (!event.target.closest("[data-decides]")) return;
    clearTimeout(latest);
    const asking = (latest = setTimeout(async () => {
      const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
      body.set("_do", "find");
      const reply = await fetch(form.action, { method: "POST", body }).catch(() => null);
      if (!reply?.ok || asking !== latest) return; // something else was typed meanwhile
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      for (const part of form.querySelectorAll(".field[id], .form__section")) {
        part.hidden = page.getElementById(part.id)?.hidden ?? part.hidden;
        if (part.matches(".field")) for (const input of part.querySelectorAll("input, select, textarea")) input.disabled = part.hidden;
      }
      form.elements._asked.value = page.querySelector(`form[data-conditional] [name="_asked"]`)?.value ?? "";
    }, event.target.type === "text" || event.target.matches("textarea") ? 250 : 0));
  });
}

// Suggestions while somebody types what they look for: a combobox over a list, as ARIA describes it. Enter without a choice searches, as it does without this file.
for (const form of document.querySelectorAll("form[data-search]")) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  list.id = input.id + "-list";
  list.className = "search__list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestions);
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  let chosen = -1;
  let latest;
  const choose = (number) => {
    chosen = number;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === number)));
    list.children[number]?.scrollIntoView({ block: "nearest" });
    if (number < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[number].id);
  };
  const show = (hits) => {
    list.replaceChildren(...hits.map((hit, at) => {
      const item = document.createElement("li");
      const kind = document.createElement("span");
      item.id = list.id + "-" + at;
      item.setAttribute("role", "option");
      item.dataset.link = hit.link;
      kind.className = "muted";
      kind.textContent = hit.kind === "page" ? hit.label : hit.label + " " + hit.key;
      item.append(hit.title, kind);
      return item;
    }));
    input.setAttribute("aria-expanded", String(hits.length > 0));
    choose(-1);
  };
  show([]);
  input.addEventListener("input", () => {
    clearTimeout(latest);
    const text = input.value.trim();
    const asking = (latest = setTimeout(async () => {
      if (text.length < 2) return show([]);
      const kinds = (form.dataset.kinds ?? "").split(" ").filter(Boolean).map((kind) => ["facet", "kind:" + kind]);
      const reply = await fetch("/api/search?" + new URLSearchParams([["q", text], ["top", 6], ["locale", form.dataset.search], ...kinds])).catch(() => null);
      const hits = reply?.ok ? (await reply.json()).hits : [];
      if (asking === latest && document.activeElement === input) show(hits); // nothing else was typed meanwhile
    }, 200));
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && count > 0) {
      event.stopPropagation();
      event.preventDefault();
      show([]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? (chosen + 1) % count : (chosen <= 0 ? count : chosen) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.link);
    }
  });
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    event.preventDefault();
    location.assign(item.dataset.link);
  });
  input.addEventListener("blur", () => show([]));
  // Who opens the box wants to type.
  form.closest("details")?.addEventListener("toggle", (event) => event.target.open && input.focus());
}
