// Package topology makes units of the polygons of a layer: their areas and centres, who lies beside whom and along how much border, and what
// becomes of them when they are repaired, cleaned, dissolved or simplified together.
//
// Coordinates are metres on a plane. Polygons are those of github.com/paulmach/orb; a point that lies on the border of two areas belongs to
// the first of them.
//
// Files draw one border twice, once for each of its sides, and need not draw it alike: a vertex is missing on one side, or each
// area was simplified by itself. Borders are therefore looked for within a tolerance, and work that moves borders is done on one planar map of all
// areas, where each border is there once.
package topology
