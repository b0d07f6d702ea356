// The page of a case: copying a citation or the address, and comparing. Without it texts can be selected and links work.
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

  // Cases that were chosen in the list come along when this one is compared.
  var compare = document.querySelector("[data-compare]");
  compare.addEventListener("click", function () {
    var chosen = [];
    try {
      chosen = JSON.parse(sessionStorage.getItem("casehub-compare") || "[]").map(function (each) {
        return String(each.id);
      });
    } catch (error) {
      // What cannot be read is not compared.
    }
    var others = chosen.filter(function (id) {
      return id !== compare.dataset.compare;
    });
    var ids = others.slice(0, Number(compare.dataset.most) - 1).concat(compare.dataset.compare);
    compare.search = "?ids=" + ids.map(encodeURIComponent).join(",");
  });

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
