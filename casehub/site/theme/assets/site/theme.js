// Runs before the first paint, so that a chosen colour scheme does not flash.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.remove("no-js");
  try {
    var chosen = localStorage.getItem("casehub-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch (error) {
    // Storage may be switched off; the system's scheme then applies.
  }
})();
