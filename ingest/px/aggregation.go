package px

import (
	"bytes"
	"fmt"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// AggregationFormat is the aggregation of PC-Axis (.agg): groups of values, as rows of group, group_label and code.
var AggregationFormat = ingest.Format{
	ID:         "px-aggregation",
	Name:       "PC-Axis aggregation",
	Extensions: []string{".agg"},
	Sniff: func(head []byte) bool {
		head = sections(head)
		return bytes.HasPrefix(head, []byte("[aggreg]")) && bytes.Contains(head, []byte("\nvalueset"))
	},
	Open: func(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
		a, warnings, err := ReadAggregation(in, o)
		if err != nil {
			return nil, err
		}
		rows := newRows([]cube.Entry{{Key: ingest.MetadataLabel, Value: a.Name}, {Key: "valueset", Value: a.ValueSet}, {Key: "map", Value: a.Map}}, "group", "group_label", "code")
		for _, g := range a.Groups {
			for _, m := range g.Members {
				rows.add(m.Line, g.Code, g.Text, m.Code)
			}
		}
		return rows.reader(warnings), nil
	},
}

// Aggregation is a way to group the values of a value set.
type Aggregation struct {
	Name     string
	ValueSet string // the name of the value set
	Map      string // that shows the groups; empty where there is none
	Groups   []Group
}

// Group is values that are added.
type Group struct {
	Code, Text string
	Members    []Member
	Line       int
}

// Member is a value of a group.
type Member struct {
	Code string
	Line int
}

// ReadAggregation reads a .agg file. Warnings are what was noticed but did not stop the reading.
func ReadAggregation(in ingest.Input, o ingest.Options) (a Aggregation, warnings []error, err error) {
	f, err := readINI(in, o, "an aggregation")
	if err != nil {
		return a, nil, err
	}
	head := f.section("Aggreg")
	if head == nil {
		return a, nil, f.problem(0, "the section [Aggreg] is missing; every aggregation has it", "fetch the file again")
	}
	a.Name, a.ValueSet, a.Map = head.get("Name"), head.get("Valueset"), head.get("Map")
	groups, err := f.values(head, f.section("Aggtext"))
	if err != nil {
		return a, nil, err
	}
	named := map[*section]bool{head: true, f.section("Aggtext"): true}
	for _, v := range groups {
		g := Group{Code: v.Code, Text: v.Text, Line: v.Line}
		members := f.section(v.Code)
		if members == nil || len(members.entries) == 0 {
			f.warned.Add(f.problem(v.Line, fmt.Sprintf("the group %s has no members", short(v.Code)), ""))
		}
		if named[members] && members != nil {
			return a, nil, f.problem(v.Line, fmt.Sprintf("the group %s is called as a section of the file, or as another group", short(v.Code)), "call it something else")
		}
		named[members] = true
		if members != nil {
			seen := map[string]bool{}
			for _, e := range members.entries {
				if seen[e.value] {
					f.warned.Add(f.problem(e.line, fmt.Sprintf("the group %s has %s twice, and is read as if it had it once", short(v.Code), short(e.value)), ""))
					continue
				}
				seen[e.value] = true
				g.Members = append(g.Members, Member{e.value, e.line})
			}
		}
		a.Groups = append(a.Groups, g)
	}
	for _, s := range f.sections {
		if !named[s] {
			f.warned.Add(f.problem(s.line, fmt.Sprintf("[%s] is no group that [Aggreg] names, and is left out", s.name), ""))
		}
	}
	return a, apart(&f.warned), nil
}
