// Runs before the first paint, so that a visitor who chose light or dark never sees the other one flash by.
try {
  const chosen = localStorage.getItem("appearance");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.appearance = chosen;
} catch {
  // no storage, no memory: the system's choice holds
}
