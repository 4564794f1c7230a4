package geo

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJoinTellsWhatItDidNotMatch(t *testing.T) {
	l := at(SWEREF99TM, borasMetres, borasMetres, borasMetres)
	joined, m, err := l.Join("deso", Table{Codes: []string{"c", "x", "a"}, Columns: []string{"share", "note"}, Values: [][]any{{0.3, 0.4, nil}, {"low", "none", "high"}}})
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]any
	for _, f := range joined.Features {
		rows = append(rows, f.Properties)
	}
	if diff := cmp.Diff([][]any{{"a", nil, "high"}, {"b", nil, nil}, {"c", 0.3, "low"}}, rows); diff != "" {
		t.Errorf("the rows differ (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(Match{WithoutGeometry: []string{"x"}, WithoutData: []string{"b"}}, m); diff != "" {
		t.Errorf("the match differs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"deso", "share", "note"}, joined.Columns); diff != "" || len(l.Columns) != 1 || len(l.Features[0].Properties) != 1 {
		t.Errorf("the columns are %v, and those of the layer %v", joined.Columns, l.Columns)
	}
}

func TestJoinsThatAreRefused(t *testing.T) {
	l := at(SWEREF99TM, borasMetres, borasMetres, borasMetres)
	l.Columns = append(l.Columns, "n")
	for i, v := range []any{1490.0, nil, 1490.0} {
		l.Features[i].Properties = append(l.Features[i].Properties, v)
		l.Features[i].Line = 10 * (i + 1)
	}
	for _, c := range []struct {
		key   string
		table Table
		want  string
	}{
		{"code", Table{}, `a.gpkg: there is no column "code"; there are "deso", "n"; name the column of the area codes`},
		{"n", Table{}, "a.gpkg:20: column \"n\": feature 2 has no code; give it the code of its area, or take it out\n" +
			`a.gpkg:30: column "n": feature 3 has the code "1490" of feature 1; an area is one feature: dissolve its parts, or correct the code`},
		{"deso", Table{Codes: []string{"a", "b"}, Columns: []string{"x"}, Values: [][]any{{1.0}}}, `a.gpkg: the table to join does not have a value for each of 2 codes in column "x"`},
		{"deso", Table{Codes: []string{"a"}, Columns: []string{"x"}}, `a.gpkg: the table to join does not have a value for each of 1 codes in column "x"`},
		{"deso", Table{Codes: []string{"a", "b", "a"}, Columns: []string{"n"}, Values: [][]any{{1.0, 2.0, 3.0}}}, "a.gpkg: the table to join has the code \"a\" twice, in rows 1 and 3; keep one of them\n" +
			`a.gpkg: the layer already has a column "n"; give the joined column another name`},
	} {
		if _, _, err := l.Join(c.key, c.table); err == nil || err.Error() != c.want {
			t.Errorf("got\n%v\nwant\n%s", err, c.want)
		}
	}
}
