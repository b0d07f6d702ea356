// Runs before the finder's first paint: an address that asks for something must not flash the whole list.
(function () {
  "use strict";
  var root = document.documentElement;
  if (location.search.length > 1) root.classList.add("is-finding");
  // Without its script the page is what it is without JavaScript: a plain list.
  window.addEventListener(
    "error",
    function (event) {
      if (event.target instanceof HTMLScriptElement) {
        root.classList.add("no-js");
        root.classList.remove("is-finding");
      }
    },
    true,
  );
})();
