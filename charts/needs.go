package charts

import "github.com/jamlik/jamlik/indicators/lang"

// Needs is the least that a figure of the kind is drawn from.
func (k Kind) Needs() lang.Text { return needs[k.ID] }

// needs are what the kinds of charts need, by ID.
var needs = map[string]lang.Text{
	"compare":             {Sv: "ett mått för områden under en period", En: "one measure of areas in one period"},
	"gap":                 {Sv: "ett mått för områden och staden under en period", En: "one measure of areas and the city in one period"},
	"spread":              {Sv: "ett mått för små områden eller skolor", En: "one measure of small areas or schools"},
	"trend":               {Sv: "ett mått under minst tre perioder", En: "one measure in three periods or more"},
	"panels":              {Sv: "ett mått för områden under minst tre perioder", En: "one measure of areas in three periods or more"},
	"overview":            {Sv: "flera mått för områden", En: "several measures of areas"},
	"slope":               {Sv: "ett mått för områden under två perioder", En: "one measure of areas in two periods"},
	"equiplot":            {Sv: "ett mått för områden eller grupper, på minst två rader", En: "one measure of areas or groups, on two rows or more"},
	"funnel":              {Sv: "andelar eller tal med sina antal", En: "shares or rates with their counts"},
	"contribution":        {Sv: "antal per grupp och område", En: "counts by group and area"},
	"profile":             {Sv: "flera mått för ett område", En: "several measures of one area"},
	"index":               {Sv: "ett index under minst två perioder", En: "an index in two periods or more"},
	"scatter":             {Sv: "två mått för samma områden", En: "two measures of the same areas"},
	"pyramid":             {Sv: "antal per kön och ålder", En: "counts by sex and age"},
	"lorenz":              {Sv: "ett mått med antal för DeSO", En: "one measure of DeSO with counts"},
	"segregation-curve":   {Sv: "antal per grupp och område", En: "counts by group and area"},
	"concentration-curve": {Sv: "ett mått med antal och ett sammansatt index för områden", En: "one measure with counts and a composite index of areas"},
	"composition":         {Sv: "antal per grupp och område", En: "counts by group and area"},
	"rank-order":          {Sv: "antal i ordnade klasser per område", En: "counts in ordered brackets by area"},
	"waterfall":           {Sv: "antal per grupp i områden på flera nivåer", En: "counts by group in areas of several levels"},
	"tilemap":             {Sv: "ett mått för områden och deras läge", En: "one measure of areas and where they lie"},
	"choropleth":          {Sv: "ett mått för områden och deras gränser", En: "one measure of areas and their boundaries"},
	"certainty":           {Sv: "ett mått med intervall för områden och deras gränser", En: "one measure of areas with intervals and their boundaries"},
	"moran":               {Sv: "ett mått för minst 30 områden och deras grannar", En: "one measure of 30 areas or more and their neighbours"},
	"clusters":            {Sv: "ett mått för minst 30 områden och deras gränser", En: "one measure of 30 areas or more and their boundaries"},
}
