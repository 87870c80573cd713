// On a web server the address of a folder is shorter, and the one to cite; from a disk the file name is needed.
const { protocol, pathname, search, hash } = window.location;
if (protocol.startsWith("http") && pathname.endsWith("/index.html")) {
  window.history.replaceState(null, "", pathname.slice(0, -"index.html".length) + search + hash);
}
