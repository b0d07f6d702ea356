/**
 * The ways out of the form: a link that opens a new file on the forge, a file, a mail, the clipboard. Nothing is sent
 * from here: each of them is something that the author does.
 */

/**
 * The longest address that the forge takes. GitHub answers longer ones with 414; servers allow 8 kilobytes for the
 * line of a request, of which a browser's own part is left out here.
 */
const LONGEST = 7800;

/** The address of the page for a new file: `{ url, isFilled }`, without the text where the address would be too long. */
export function newFile(start, path, text) {
  if (!start) return { url: "", isFilled: false };
  const bare = `${start}?${new URLSearchParams({ filename: path })}`;
  const whole = `${bare}&value=${encodeURIComponent(text)}`;
  return whole.length <= LONGEST ? { url: whole, isFilled: true } : { url: bare, isFilled: false };
}

/** A mail to the editors, to which the file is attached by hand. */
export function mail(mailbox, subject, body) {
  return `mailto:${mailbox}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

/** Hand a file to the browser, to be saved where its owner keeps downloads. */
export function download(name, text) {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Whether the clipboard took the text. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
