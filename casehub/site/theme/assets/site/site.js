// What every page does with a script: open the menu and its groups, switch the colour scheme.
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

  // Groups of the menu: one is open at a time. Escape, a click elsewhere, or leaving with the keyboard closes it.
  var groups = Array.from(document.querySelectorAll("[data-disclose]"));
  function openOnly(button) {
    groups.forEach(function (each) {
      each.setAttribute("aria-expanded", String(each === button));
    });
  }
  groups.forEach(function (button) {
    var group = button.parentElement;
    button.addEventListener("click", function () {
      openOnly(button.getAttribute("aria-expanded") === "true" ? null : button);
    });
    group.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !group.contains(event.relatedTarget)) openOnly(null);
    });
    group.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
        event.stopPropagation();
        openOnly(null);
        button.focus();
      }
    });
  });
  if (groups.length) {
    document.addEventListener("click", function (event) {
      if (!groups.some(function (button) { return button.parentElement.contains(event.target); })) openOnly(null);
    });
  }

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
