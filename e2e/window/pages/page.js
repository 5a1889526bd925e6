window.viewsSeen = [];
window.tasleem.onView((view) => {
  window.viewsSeen.push(view.revision);
  document.querySelector('#view').textContent = `revision ${view.revision}`;
});
