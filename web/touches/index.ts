document.documentElement.dataset.touched = "";

export {};
