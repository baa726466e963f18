// Where the program cannot start, the page says so.
(function () {
  var root = document.documentElement;
  function unable() {
    root.className += " unable";
  }
  if (typeof WebAssembly !== "object" || !("noModule" in document.createElement("script"))) unable();
  else addEventListener("unhandledrejection", unable);
  addEventListener("TrunkApplicationStarted", function () {
    removeEventListener("unhandledrejection", unable);
  });
})();
