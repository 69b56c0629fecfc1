// What a page shows of rows follows what becomes of them: the parts marked data-live. Without this file a page is as it was when it was asked for.

const WAIT = 50; // seconds in which the server answers when nothing changed
const MOST_PAUSE = 60_000;
const SAID = 160;
const status = document.querySelector("[data-live-said]");
const parts = () => [...document.querySelectorAll("[data-live]")];
const pause = (millis) => new Promise((done) => setTimeout(done, millis));
const seen = () => document.visibilityState === "visible" || new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));

// Whether somebody is at work there: what is typed, ticked or opened stays.
const isTyped = (field) => field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
  : field.matches("select") ? [...field.options].some((option) => option.selected !== option.defaultSelected) : field.value !== field.defaultValue;
const inUse = (node) => node.nodeType === Node.ELEMENT_NODE && (node.contains(document.activeElement)
  || [...node.querySelectorAll("input, select, textarea"), ...(node.matches("input, select, textarea") ? [node] : [])].some((field) => field.type !== "hidden" && isTyped(field)));

// Makes one tree of the other by the least that differs, so that focus and selection stay; what is in use stays as it is. Collects what is new; tells whether all is as it should be.
function become(node, next, fresh) {
  if (node.isEqualNode(next)) return true;
  const opens = node.nodeName === next.nodeName && node.nodeType === Node.ELEMENT_NODE && !node.matches("input, select, textarea");
  if (!opens) return replace([node], [next], fresh);
  for (const { name } of [...node.attributes]) if (name !== "open" && !next.hasAttribute(name)) node.removeAttribute(name);
  for (const { name, value } of next.attributes) if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  const old = [...node.childNodes];
  const young = [...next.childNodes];
  while (old.length > 0 && young.length > 0 && old[0].isEqualNode(young[0])) old.shift(), young.shift();
  while (old.length > 0 && young.length > 0 && old.at(-1).isEqualNode(young.at(-1))) old.pop(), young.pop();
  if (old.length === young.length) return old.map((child, at) => become(child, young[at], fresh)).every(Boolean);
  return old.length > 0 ? replace(old, young, fresh) : insert(node, young, next, fresh);
}

function replace(old, young, fresh) {
  if (old.some(inUse)) return false;
  const made = young.map((node) => document.importNode(node, true));
  old[0].before(...made);
  for (const node of old) node.remove();
  fresh.push(...made);
  return true;
}

function insert(parent, young, next, fresh) {
  const made = young.map((node) => document.importNode(node, true));
  parent.insertBefore(made.reduce((all, node) => (all.append(node), all), document.createDocumentFragment()), parent.childNodes[[...next.childNodes].indexOf(young[0])] ?? null);
  fresh.push(...made);
  return true;
}

// Shows what came; what is in use becomes so when somebody has left it.
let latest = null;
function show() {
  const fresh = [];
  const whole = parts().map((part) => {
    const next = latest.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
    return !next || become(part, next, fresh);
  }).every(Boolean);
  if (whole) latest = null;
  const texts = new Set(fresh.map((node) => node.textContent.replace(/\s+/g, " ").trim()).filter(Boolean));
  if (texts.size > 0) status.textContent = `${status.dataset.liveSaid}: ${[...texts].join(", ")}`.slice(0, SAID);
  // A field that only an extension of the browser had touched is no news.
  for (const node of fresh) (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.classList.toggle("is-fresh", !node.matches?.("input, select, textarea"));
}
document.addEventListener("focusout", () => setTimeout(() => latest && show()));

async function follow() {
  let tag = "";
  let failed = 0;
  while (parts().length > 0) {
    await seen();
    const begun = Date.now();
    const headers = tag ? { Prefer: `wait=${WAIT}`, "If-None-Match": tag } : { Prefer: `wait=${WAIT}` };
    const hidden = new AbortController();
    const leave = () => document.visibilityState === "hidden" && hidden.abort();
    document.addEventListener("visibilitychange", leave);
    const reply = await fetch(location.href, { headers, cache: "no-store", redirect: "manual", signal: hidden.signal }).catch(() => null);
    const text = reply?.status === 200 ? await reply.text().catch(() => null) : "";
    document.removeEventListener("visibilitychange", leave);
    if (hidden.signal.aborted) continue;
    if (reply?.status === 200 && text !== null) {
      failed = 0;
      tag = reply.headers.get("ETag");
      if (!tag) return; // nothing on the page is followed any more
      latest = new DOMParser().parseFromString(text, "text/html");
      show();
    } else if (reply?.status === 304) {
      failed = 0;
      if (Date.now() - begun < WAIT * 900) await pause(10_000); // the server lets no more wait
    } else if (!reply || text === null || reply.status === 429 || reply.status >= 500) {
      await pause(Math.min(MOST_PAUSE, 1_000 * 2 ** failed++) * (0.5 + Math.random()));
    } else {
      return; // signed out, or the page is not there any more: whoever goes on is told
    }
  }
}

if (parts().length > 0 && status) setTimeout(follow, 500);
