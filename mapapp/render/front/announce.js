// What changed, said to readers who hear the page instead of seeing it.

const line = document.createElement("p");
line.className = "unseen";
line.setAttribute("role", "status");
line.dataset.testid = "announcement";
document.body.append(line);

/** Say a sentence once it is this one's turn; the latest stands. */
export function announce(text) {
  line.textContent = "";
  requestAnimationFrame(() => {
    line.textContent = text;
  });
}
