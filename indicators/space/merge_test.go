package space_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/space"
)

// Three squares of a hundred metres in a row, and one above the last: the middle two become one.
func TestMerge(t *testing.T) {
	both := func(a, b int, v float64) []space.Link {
		return []space.Link{{From: a, To: b, Value: v}, {From: b, To: a, Value: v}}
	}
	links := append(both(0, 1, 100), both(1, 2, 100)...)
	links = append(append(links, both(2, 3, 100)...), both(1, 3, 0)...) // a corner
	borders, err := space.NewGraph(4, links)
	if err != nil {
		t.Fatal(err)
	}
	s := &space.Space{
		Points: &space.Points{X: []float64{50, 150, 250, 250}, Y: []float64{50, 50, 50, 150}},
		Area:   []float64{1e4, 1e4, 1e4, 1e4}, Perimeter: []float64{400, 400, 400, 400}, Borders: borders,
		Centres: []space.Point{{X: 1, Y: 2}},
	}
	got, err := s.Merge([]int{1, 0, 0, 2}, []float64{5, 1, 3, 0})
	if err != nil {
		t.Fatal(err)
	}
	want := &space.Space{
		Points: &space.Points{X: []float64{225, 50, 250}, Y: []float64{50, 50, 150}},
		Area:   []float64{2e4, 1e4, 1e4}, Perimeter: []float64{600, 400, 400},
		// The corner of 1 and the side of 2 are one border with 3.
		Borders: &space.Graph{First: []int32{0, 2, 3, 4}, To: []int32{1, 2, 0, 0}, Value: []float64{100, 100, 100, 100}},
		Centres: []space.Point{{X: 1, Y: 2}},
	}
	if d := cmp.Diff(got, want, cmpopts.IgnoreUnexported(space.Space{}, space.Points{})); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
	if err := got.Check(3); err != nil {
		t.Error(err)
	}
	// Without weights a zone lies in the middle of its land; all of them as they were give the same again.
	s.Area[2] = 3e4
	if got, err = s.Merge([]int{1, 0, 0, 2}, nil); err != nil || got.Points.X[0] != 225 {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err = s.Merge([]int{0, 1, 2, 3}, nil); err != nil {
		t.Error(err)
	} else if d := cmp.Diff(got, s, cmpopts.IgnoreUnexported(space.Space{}, space.Points{})); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
	// One zone has no neighbours.
	if got, err = s.Merge([]int{0, 0, 0, 0}, nil); err != nil || got.Check(1) != nil || len(got.Borders.To) != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
	// Borders longer than what they are part of leave the perimeter unknown.
	s.Perimeter[1], s.Perimeter[2] = 50, 50
	if got, err = s.Merge([]int{1, 0, 0, 2}, nil); err != nil || got.Perimeter != nil {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, tc := range []struct {
		zone []int
		want string
	}{
		{[]int{0, 0}, "2 units but 4 points"},
		{[]int{0, 2, 2, 0}, "zone 1 of 3 has no units"},
		{[]int{0, -1, 0, 0}, "unit 1 is in zone -1"},
	} {
		if _, err := s.Merge(tc.zone, nil); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%v: got %v, want an error that says %q", tc.zone, err, tc.want)
		}
	}
}
