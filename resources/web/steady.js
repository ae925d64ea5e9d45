// Clicks that give something away count only where the button has stood, unchanged, for a moment; as resources/look/steady.py.

export const STILL_MS = 700; // that a button must have stood
const LOOK_MS = 100; // between two looks at where it stands

// Drops clicks on `button` that were meant for what stood there before; until then it looks so.
export function steady(button) {
  let seen = "";
  let since = 0;
  const ready = () => {
    const { x, y, width, height } = button.getBoundingClientRect();
    const now = JSON.stringify([x, y, width, height, button.textContent, button.getAttribute("href")]);
    if (now !== seen) {
      seen = now;
      since = performance.now();
    }
    return performance.now() - since >= STILL_MS;
  };
  const look = () => {
    const still = ready();
    button.classList.toggle("unsettled", !still);
    return still;
  };
  setInterval(look, LOOK_MS);
  button.addEventListener(
    "click",
    (event) => {
      if (look()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}
