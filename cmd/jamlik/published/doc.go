// Package published holds the tests that have the programs of others look at what a run publishes: axe-core and the Nu HTML checker at the pages, qpdf
// and Poppler at PDF files, librsvg, Inkscape and Chromium at drawings. It is a package of its own for they take long.
//
// JAMLIK_TEST_TOOLS is a directory whose node_modules has axe-core and vnu-jar. Without it, or without a program, a test is skipped, unless
// JAMLIK_TEST_REQUIRE has "tools".
package published
