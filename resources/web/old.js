// For a browser that knows no modules: it shows the sentence that stands in the page for it.
document.addEventListener("DOMContentLoaded", function () {
  document.getElementById("old").hidden = false;
});
