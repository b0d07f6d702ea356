/** The page of a case: compares it with the reader's place, once there is one, and prints the sheet when asked. */

const root = document.getElementById("ch-would-part");
const load = (name) => import(new URL(root.dataset[name], document.baseURI).href);

if (root) {
  const own = JSON.parse(document.getElementById("ch-would-data").textContent);
  const differs = () => load("differs");
  let opening;
  const opened = () => {
    opening ||= differs().then(({ begin }) => begin(own, root, load));
    opening.catch(() => {
      opening = null;
    });
    return opening;
  };
  document.getElementById("ch-would-print").addEventListener("click", async () => {
    const status = document.getElementById("ch-would-status");
    status.textContent = status.dataset.printing;
    try {
      await (await differs()).print(opened, root, load);
      status.textContent = "";
    } catch {
      status.textContent = status.dataset.failed;
    }
  });
  try {
    if (localStorage.getItem("casehub-place")) (await differs()).show(await opened());
  } catch {
    // Without storage, or without a connection, the page says what it says without a place.
  }
  root.dataset.ready = "yes";
}
