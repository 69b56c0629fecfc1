/* Makes an editor of the text field: colours, line numbers, and what is wrong while one types. Without it the form does all the same. */
(() => {
  "use strict";
  const MODES = { md: "yaml-frontmatter", yml: "yaml", css: "css", js: "javascript", svg: "xml", mustache: "mustache", html: "yaml-frontmatter-html" };
  const PATIENCE = 600;

  CodeMirror.defineMode("mustache", (config) => CodeMirror.overlayMode(CodeMirror.getMode(config, "htmlmixed"), {
    token: (stream) => {
      if (stream.match(/^\{\{.*?\}\}\}?/)) return "mustache";
      while (stream.next() != null && !stream.match("{{", false));
      return null;
    },
  }));
  CodeMirror.defineMode("yaml-frontmatter-html", (config) => CodeMirror.getMode(config, { name: "yaml-frontmatter", base: "htmlmixed" }));

  const area = document.querySelector("textarea[data-editor]");
  if (!area) return;
  const form = area.form;
  const path = form.elements.path.value;
  const before = area.value;
  const editor = CodeMirror.fromTextArea(area, {
    mode: MODES[path.slice(path.lastIndexOf(".") + 1)] || null,
    lineNumbers: true,
    lineWrapping: true,
    inputStyle: "contenteditable",
    spellcheck: false,
    screenReaderLabel: area.labels[0].textContent,
    // the tabulator leads on to the next field, as in every form
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Space": () => complete(), "Ctrl-S": () => form.querySelector("[value=save]").click(), "Cmd-S": () => form.querySelector("[value=save]").click() },
  });

  /* What could stand where one writes; asked anew where another name is begun. */
  const MOST = 50;
  let last = { names: [] };
  const offered = async (text, at) => {
    if (last.before !== undefined && at >= last.before.length && text.startsWith(last.before) && /^[\p{L}\p{N}_/-]*$/u.test(text.slice(last.before.length, at))) return last;
    const answer = await fetch(`/api/studio/completions?path=${encodeURIComponent(path)}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": form.elements._csrf.value },
      body: JSON.stringify({ text, at }),
    }).then((said) => (said.ok ? said.json() : null)).catch(() => null);
    // nothing is also what is said while another answer is on its way
    if (answer?.names.length) last = { before: text.slice(0, answer.from), names: answer.names };
    return answer?.names.length ? last : { before: text.slice(0, at), names: [] };
  };
  const hint = async () => {
    const text = editor.getValue();
    const at = editor.indexFromPos(editor.getCursor());
    const { before, names } = await offered(text, at);
    const word = text.slice(before.length, at);
    const fitting = names.filter((name) => name !== word && name !== `${word}:` && name.includes(word));
    const list = [...fitting.filter((name) => name.startsWith(word)), ...fitting.filter((name) => !name.startsWith(word))].slice(0, MOST);
    return { list, from: editor.posFromIndex(before.length), to: editor.posFromIndex(at) };
  };
  const complete = () => editor.showHint({ hint, completeSingle: false });
  if (area.dataset.completes) {
    const note = document.createElement("p");
    note.className = "field__hint";
    note.textContent = area.dataset.completes;
    editor.getWrapperElement().after(note);
  }

  let saving = false;
  form.addEventListener("submit", (event) => { editor.save(); saving = event.submitter?.value !== "preview"; });
  addEventListener("beforeunload", (event) => { if (!saving && editor.getValue() !== before) event.preventDefault(); });

  /* What the site would say. */
  const told = document.getElementById(area.dataset.told);
  let marked = [];
  let asked = 0;

  const mark = (problem) => {
    if (problem.elsewhere || !problem.line || problem.line > editor.lineCount()) return;
    marked.push(editor.addLineClass(problem.line - 1, "wrap", problem.fatal ? "CodeMirror-wrong" : "CodeMirror-doubtful"));
  };
  const line = (problem) => {
    const item = document.createElement("li");
    const place = problem.elsewhere || (problem.line ? `${area.dataset.line} ${problem.line}` : "");
    if (problem.line && !problem.elsewhere) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet button--small";
      button.textContent = place;
      button.addEventListener("click", () => { editor.focus(); editor.setCursor(problem.line - 1, Math.max(0, problem.column - 1)); });
      item.append(button, " ");
    } else if (place) item.append(place, ": ");
    item.append(problem.message + (problem.help ? ` (${problem.help})` : ""));
    return item;
  };
  const show = (problems) => {
    marked.forEach((handle) => { editor.removeLineClass(handle, "wrap", "CodeMirror-wrong"); editor.removeLineClass(handle, "wrap", "CodeMirror-doubtful"); });
    marked = [];
    problems.forEach(mark);
    told.replaceChildren(...problems.map(line));
    told.hidden = problems.length === 0;
  };
  const ask = async () => {
    const mine = ++asked;
    try {
      const answer = await fetch(`/api/studio/check?path=${encodeURIComponent(path)}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": form.elements._csrf.value },
        body: JSON.stringify({ text: editor.getValue() }),
      });
      // refused, such as a text that is too long to be checked: what was marked is of another text
      const problems = answer.ok ? (await answer.json()).problems : [];
      if (mine === asked) show(problems);
    } catch {
      // saving tells it as well
    }
  };
  let waiting;
  editor.on("change", () => { clearTimeout(waiting); waiting = setTimeout(ask, PATIENCE); });
  /* In what is all keys and values, they are offered by themselves once a name is begun. */
  let beginning;
  if (path.endsWith(".yml")) editor.on("inputRead", (_, change) => {
    clearTimeout(beginning);
    if (change.origin === "+input" && /[\p{L}\p{N}_/]$/u.test(change.text[change.text.length - 1])) beginning = setTimeout(() => { if (!editor.state.completionActive) complete(); }, PATIENCE / 2);
  });
  const first = document.querySelector("[data-column]");
  if (first && first.dataset.line) { mark({ line: +first.dataset.line, fatal: true }); editor.setCursor(+first.dataset.line - 1, Math.max(0, first.dataset.column - 1)); }
})();
