// Package geo holds areas and points on the map as files give them, and makes of them what indices read.
//
// The formats are packages below it: geojson, geopackage, shapefile. Coordinates are metres on a plane or degrees of longitude and
// latitude, and a layer says which. Geometry is that of github.com/paulmach/orb.
package geo

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators"
)

// Layer is the features of one file or table, in its order.
type Layer struct {
	File     string   // for messages
	Name     string   // of the table, where a file has several
	CRS      CRS      // what the coordinates are
	Said     string   // what says so, for messages: "the member crs", "the option crs"
	Key      string   // the column of the areas' codes, for messages; "" where the caller named none
	Columns  []string // names of the properties, in the order that they first come
	Features []Feature
	Warnings []error
}

// Feature is one row: properties and a geometry.
type Feature struct {
	Number     int          // from 1: its place among the features of the layer
	Line       int          // where it begins, 0 where the file has no lines
	Properties []any        // one for each column of the layer: string, float64, bool, or nil where there is none
	Geometry   orb.Geometry // a Point, MultiPoint, LineString, MultiLineString, Polygon or MultiPolygon; nil where the file has none
}

// Property returns the property of a column by its place, and nil if there is none.
func (f Feature) Property(column int) any {
	if column < 0 || column >= len(f.Properties) {
		return nil
	}
	return f.Properties[column]
}

// Options tell a reader what the file does not say. The zero Options means that the file says everything.
type Options struct {
	CRS   CRS    // what the coordinates are; it wins over what the file says, with a warning
	Table string // of a GeoPackage that has several
	Key   string // the column of the areas' codes, for messages
}

// Column returns the place of a column among the properties, and -1 if there is none of the name.
func (l *Layer) Column(name string) int { return slices.Index(l.Columns, name) }

// Label names a feature in messages: its number and its code, which is the property of the layer's key or, without one, the first that is a text.
func (l *Layer) Label(f Feature) string {
	number := "feature " + strconv.Itoa(f.Number)
	if p := f.Property(l.Column(l.Key)); p != nil {
		return fmt.Sprintf("%s (%s %s)", number, l.Key, shown(p))
	}
	for i, p := range f.Properties {
		if text, ok := p.(string); ok && text != "" && i < len(l.Columns) {
			return fmt.Sprintf("%s (%s %s)", number, l.Columns[i], shown(text))
		}
	}
	return number
}

// shown returns a property as messages write it.
func shown(property any) string {
	if text, ok := property.(string); ok {
		const most = 40
		if r := []rune(text); len(r) > most {
			text = string(r[:most]) + "…"
		}
		return strconv.Quote(text)
	}
	return fmt.Sprint(property)
}

// Problem is a problem with a feature of the layer.
func (l *Layer) Problem(f Feature, what, remedy string) indicators.Problem {
	return indicators.Problem{File: l.File, Line: f.Line, What: l.Label(f) + ": " + what, Remedy: remedy}
}
