// Package geo holds areas and points on the map as files give them, and makes of them what indices read.
//
// The formats are packages below it: geojson, geopackage, shapefile. Coordinates are metres on a plane or degrees of longitude and
// latitude, and a layer says which. Geometry is that of github.com/paulmach/orb.
package geo

import (
	"github.com/paulmach/orb"
)

// Layer is the features of one file or table, in its order.
type Layer struct {
	File     string   // for messages
	Name     string   // of the table, where a file has several
	CRS      CRS      // what the coordinates are
	Columns  []string // names of the properties, in the order that they first come
	Features []Feature
	Warnings []error
}

// Feature is one row: properties and a geometry.
type Feature struct {
	Number     int          // from 1, in the order of the file
	Line       int          // where it begins, 0 where the file has no lines
	Properties []any        // one for each column of the layer: string, float64, bool, or nil where there is none
	Geometry   orb.Geometry // a Point, MultiPoint, LineString, MultiLineString, Polygon or MultiPolygon; nil where the file has none
}

// CRS is a coordinate reference system by its EPSG code. Coordinates are always in the order east, north or longitude, latitude.
type CRS int

// The systems that need a name. CRS84 of GeoJSON is WGS84.
const (
	Unknown        CRS = 0
	WGS84          CRS = 4326
	SWEREF99TM     CRS = 3006
	SWEREF99LatLon CRS = 4619
)

// Degrees tells whether the coordinates are longitude and latitude.
func (c CRS) Degrees() bool { return c == WGS84 || c == SWEREF99LatLon || c == 4258 }
