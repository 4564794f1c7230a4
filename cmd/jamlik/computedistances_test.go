package main

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

const threeSchools = "school,x,y\na,1,2\nb,3,4\nc,5,6\n"

// b is 2 km from a, c a kilometre from b; nothing says how far a is from c but the way by b, which a table does not take.
func TestDistancesComeFromTablesAndNetworks(t *testing.T) {
	pairs := fileOf(t, "pairs.csv", "from,to,distance\na,b,2\nb,c,1\n")
	roads := fileOf(t, "roads.csv", "from,to,length,speed\na,b,2000,60\nb,c,1000,30\n")
	corners := fileOf(t, "corners.csv", "from,to,length\nn1,n2,500\nn2,n3,700\n")
	access := fileOf(t, "access.csv", "unit,node,distance\na,n1,10\nb,n2,0\nc,n3,5\n")
	for _, tc := range []struct {
		name  string
		place spaceFlags
		unit  string
		want  []space.Near // from a
	}{
		{"table in km", spaceFlags{distances: pairs, distanceUnit: "km"}, "m", []space.Near{{Unit: 1, Distance: 2000}}},
		{"table of minutes", spaceFlags{distances: pairs, distanceUnit: "min"}, "min", []space.Near{{Unit: 1, Distance: 2}}},
		{"network", spaceFlags{network: roads, distanceUnit: "m"}, "m", []space.Near{{Unit: 1, Distance: 2000}, {Unit: 2, Distance: 3000}}},
		{"network in km", spaceFlags{network: roads, distanceUnit: "km"}, "m", []space.Near{{Unit: 1, Distance: 2000}, {Unit: 2, Distance: 3000}}},
		{"minutes along it", spaceFlags{network: roads, distanceUnit: "min"}, "min", []space.Near{{Unit: 1, Distance: 2}, {Unit: 2, Distance: 4}}},
		{"units beside it", spaceFlags{network: corners, access: access, distanceUnit: "m"}, "m", []space.Near{{Unit: 1, Distance: 510}, {Unit: 2, Distance: 1215}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s, err := placedBy(t, index.Distances, threeSchools, computeFlags{place: tc.place})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(s.Distances.Within(0, math.Inf(1), nil), tc.want, ofPlaces); diff != "" || s.Distances.Unit() != tc.unit {
				t.Errorf("in %s, got - want +\n%s", s.Distances.Unit(), diff)
			}
		})
	}
	s, err := placedBy(t, index.Distances, threeSchools, computeFlags{place: spaceFlags{network: roads, distanceUnit: "m", oneWay: true}})
	if err != nil || len(s.Distances.Within(2, math.Inf(1), nil)) != 0 {
		t.Errorf("one way: got %v, %v, want nobody to be reached from c", s, err)
	}
}

func TestDistancesThatCannotBe(t *testing.T) {
	file := func(text string) string { return fileOf(t, "far.csv", text) }
	access := func(text string) string { return fileOf(t, "access.csv", text) }
	edges := file("from,to,length\na,b,10\nb,c,20\n")
	nodes := file("from,to,length\nn,m,10\n")
	for _, tc := range []struct {
		name  string
		place spaceFlags
		want  string
	}{
		{"unknown unit", spaceFlags{distances: file("from,to,distance\na,z,1\n")}, `data.csv has no unit "z"; there are a, b, c`},
		{"no distance", spaceFlags{distances: file("from,to,distance\na,b,\n")}, `far.csv:2: column "distance": the distance is missing or negative; leave out the row of units that cannot reach each other`},
		{"below zero", spaceFlags{distances: file("from,to,distance\na,b,-1\n")}, `far.csv:2: column "distance": the distance is missing or negative`},
		{"two distances", spaceFlags{distances: file("from,to,distance\na,b,1\nb,a,2\n")}, `far.csv:3: column "distance": it is 2 from "b" to "a" here and 1 on line 2; correct one of them, or say --one-way if the way back is another`},
		{"degrees", spaceFlags{distances: file("from,to,distance\na,b,1\n"), distanceUnit: "degrees"}, `--distance-unit is "degrees": want m, km, min`},
		{"no column", spaceFlags{distances: file("from,to,metres\na,b,1\n")}, `far.csv: column "distance": the file has no such column; there are from, to, metres`},
		{"both", spaceFlags{distances: edges, network: edges}, "--distances and --network are two ways to measure: give one of them"},
		{"access alone", spaceFlags{distances: edges, access: edges}, "--access goes with --network"},
		{"unit alone", spaceFlags{coordinates: []string{"x", "y"}, distanceUnit: "min"}, "--distance-unit and --one-way go with --distances or --network"},
		{"no edge", spaceFlags{network: file("from,to,length\na,b,10\n")}, `far.csv: no edge leads to unit "c"; add one, or say with --access at which node it lies`},
		{"no length", spaceFlags{network: file("from,to,length\na,b,\nb,c,1\n")}, `far.csv:2: column "length": the length is missing or negative; give metres`},
		{"no speed", spaceFlags{network: edges, distanceUnit: "min"}, `far.csv: column "speed": the file has no such column; give the speed of each edge in km/h, or leave out --distance-unit min`},
		{"speed 0", spaceFlags{network: file("from,to,length,speed\na,b,1,0\nb,c,1,50\n"), distanceUnit: "min"}, `far.csv:2: column "speed": the speed is missing or not above 0; give km/h, or leave out the edge`},
		{"unknown node", spaceFlags{network: nodes, access: access("unit,node\na,n\nb,m\nc,o\n")}, `access.csv:4: column "node": `},
		{"unit twice", spaceFlags{network: nodes, access: access("unit,node\na,n\na,m\nb,n\nc,n\n")}, `access.csv:3: column "unit": unit "a" comes twice; keep its nearest node`},
		{"unit without a node", spaceFlags{network: nodes, access: access("unit,node\na,n\nb,m\n")}, `access.csv: unit "c" has no node; add a row for it`},
		{"access below zero", spaceFlags{network: nodes, access: access("unit,node,distance\na,n,-1\nb,m,0\nc,n,0\n")}, `access.csv:2: column "distance": the distance is missing or negative`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.place.distanceUnit == "" {
				tc.place.distanceUnit = "m"
			}
			if _, err := placedBy(t, index.Located, threeSchools, computeFlags{place: tc.place}); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %s", err, tc.want)
			}
		})
	}
}
