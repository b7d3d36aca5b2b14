// What can wait until the reader has seen the answer.

/** Calls back when the frame that is being made is on the screen, and the next one begun; in a hidden page, soon. */
function afterPaint(callback) {
  if (document.hidden) setTimeout(callback);
  else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(callback)));
}

/** Resolves when what has been drawn so far is on the screen; in a hidden page, soon. */
export const painted = () => new Promise(afterPaint);

/** A function that does its work after the paint, once, however often it is called until then. */
export function onceAfterPaint(work) {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    afterPaint(() => {
      due = false;
      work();
    });
  };
}
