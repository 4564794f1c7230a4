package ingest

import (
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
)

// The keys of a schema's metadata. Those of the schema hold what the file says of itself; those of a field what it says of that column. What is
// said of one category of a dimension has the category's code after the key and a colon: "note:1490".
const (
	MetadataLabel     = "label"
	MetadataSource    = "source"
	MetadataUpdated   = "updated" // as the file writes it
	MetadataTable     = "table"   // the publisher's id of the table
	MetadataLicence   = "licence"
	MetadataNote      = "note"      // several are set apart by line feeds
	MetadataRole      = "role"      // RoleTime and so on
	MetadataDecimals  = "decimals"  // that the publisher prints
	MetadataAggregate = "aggregate" // "no" where the publisher says that cells must not be added
	MetadataVersion   = "version"   // delimitation that codes of areas belong to
	MetadataLanguage  = "language"  // of labels and notes
	MetadataMandatory = "mandatory" // those of the notes that the publisher wants shown wherever the numbers are
	MetadataSymbol    = "symbol"    // what a mark means: "symbol:.."
)

// Keys of a dimension and of its categories, where the publisher says so much, and of a table of one measure.
const (
	MetadataElimination = "elimination" // "no" where every table must choose a category, "yes" where the dimension may be left out, or the code of its total
	MetadataParent      = "parent"      // of a category: the code of what it is a part of; several are set apart by line feeds
	MetadataCoordinates = "coordinates" // of an area: longitude and latitude
	MetadataReference   = "refperiod"   // the day or the time that a measure refers to, in words
	MetadataBase        = "baseperiod"  // the period in which an index is 100
	MetadataStock       = "stockfa"     // of a measure: S for a stock, F for a flow, A for an average
	MetadataPrices      = "cfprices"    // of a measure: C for current prices, F for fixed
	MetadataWorkdays    = "dayadj"      // "YES" where a measure is adjusted for working days
	MetadataSeasons     = "seasadj"     // "YES" where it is adjusted for seasons
)

// The roles of columns, where a format knows them.
const (
	RoleTime      = "time"
	RoleGeo       = "geo"
	RoleMetric    = "metric"    // the dimension whose categories are what is measured, in different units perhaps
	RoleDimension = "dimension" // any other dimension
	RoleLabel     = "labels"    // words for the codes of the column whose name is this one's without _label
	RoleValue     = "value"
	RoleStatus    = "status" // why there is no value, or what is the matter with it, in the publisher's mark
	RoleUnit      = "unit"
	RoleNote      = "note"      // what the publisher says of the cell, in words or a mark
	RoleAttribute = "attribute" // what else the file says of the cell, under a name of its own
)

// ColumnsOf returns the names of the columns that have a role, in order.
func ColumnsOf(s *arrow.Schema, role string) []string {
	var names []string
	for _, f := range s.Fields() {
		if r, _ := f.Metadata.GetValue(MetadataRole); r == role {
			names = append(names, f.Name)
		}
	}
	return names
}

// RoleByName returns the role that the name of a dimension tells where the file itself does not, as Swedish publishers call them, and "" for
// any other name.
func RoleByName(name string) string {
	switch strings.ToLower(name) {
	case "tid", "time", "år":
		return RoleTime
	case "region", "geo":
		return RoleGeo
	case "contentscode", "tabellinnehåll", "observations":
		return RoleMetric
	}
	return ""
}
