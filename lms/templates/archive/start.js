/* Begins once everything is there. */
window.campusArchive.start();
