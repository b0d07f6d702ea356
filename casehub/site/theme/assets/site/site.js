// What every page does with a script: open the menu on small screens, switch the colour scheme.
(function () {
  "use strict";

  document.querySelectorAll("[data-toggle]").forEach(function (button) {
    var target = document.getElementById(button.dataset.toggle);
    button.hidden = false;
    function show(open) {
      button.setAttribute("aria-expanded", String(open));
      target.classList.toggle("is-open", open);
    }
    button.addEventListener("click", function () {
      show(button.getAttribute("aria-expanded") !== "true");
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
        show(false);
        button.focus();
      }
    });
  });

  var themeSwitch = document.querySelector("[data-theme-switch]");
  if (themeSwitch) {
    themeSwitch.hidden = false;
    themeSwitch.addEventListener("click", function () {
      var root = document.documentElement;
      var dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : window.matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      try {
        localStorage.setItem("casehub-theme", root.dataset.theme);
      } catch (error) {
        // Without storage the choice lasts for this page.
      }
    });
  }
})();
