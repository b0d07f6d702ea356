// Copying on the page of a case: a citation in any format, and the page's address. Without it the texts can be selected.
(function () {
  "use strict";

  var status = document.querySelector(".ch-use__status");

  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function copy(text, element) {
    var done = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error("no clipboard"));
    status.textContent = "";
    done.then(
      function () {
        status.textContent = status.dataset.copied;
      },
      function () {
        if (element) select(element);
        status.textContent = element ? status.dataset.notCopied : text;
      },
    );
  }

  document.querySelectorAll("[data-copy]").forEach(function (button) {
    var element = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(element.textContent.trim() + "\n", element);
    });
  });

  document.querySelectorAll("[data-copy-link]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(window.location.href.split("#")[0], null);
    });
  });
})();
