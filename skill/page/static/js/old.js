// For browsers that know no modules: they get a sentence instead of a page that does nothing.
document.getElementById("problem").textContent =
  "This browser is too old for this page. A browser from 2020 or later works, and so does make run in a terminal.";
