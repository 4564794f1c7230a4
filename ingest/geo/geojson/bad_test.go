package geojson

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/geo"
)

func TestBadFilesAreRefusedWithReasonAndPlace(t *testing.T) {
	ring := func(positions string) string { return `{"type": "Polygon", "coordinates": [[` + positions + `]]}` }
	for text, want := range map[string]string{
		// The file as a whole.
		"":                              "a.geojson: the file is empty; fetch it again",
		" \n":                           "a.geojson: the file is empty; fetch it again",
		"<html></html>":                 "a.geojson:1: this is a web page or XML, not GeoJSON; perhaps the server answered with an error: fetch it again",
		"\xff\xfe{\x00":                 "a.geojson:1: the text is UTF-16, and GeoJSON must be UTF-8; save it as UTF-8",
		"{\x00\"\x00":                   "a.geojson:1: the text is UTF-16, and GeoJSON must be UTF-8; save it as UTF-8",
		"\x1e" + feature:                "a.geojson:1: this is a sequence of GeoJSON texts, one to a line; convert it to a FeatureCollection",
		feature + "\n" + feature:        "a.geojson:2: found '{' after the end of the GeoJSON object; a file holds one FeatureCollection",
		"[" + feature + "]":             "a.geojson:1: this is not JSON: found '[' where an object is expected",
		`{}`:                            "a.geojson: the outermost object has no member type, as GeoJSON has",
		`{"type": "Table"}`:             `a.geojson: the type of the outermost object is "Table", expected FeatureCollection`,
		`{"type": "FeatureCollection"}`: "a.geojson: the FeatureCollection has no array of features",
		`{"type": "FeatureCollection", "features": {}}`:                              "a.geojson: the FeatureCollection has no array of features",
		`{"type": "Topology", "objects": {}, "arcs": []}`:                            "a.geojson: this is TopoJSON, not GeoJSON; convert it to GeoJSON",
		`{"type": "GeometryCollection", "geometries": []}`:                           "a.geojson: this is a GeometryCollection, which has no areas with codes; write a FeatureCollection",
		`{"geometryType": "esriGeometryPolygon", "features": []}`:                    "a.geojson: this is JSON of Esri's, not GeoJSON; ask the server for f=geojson",
		`{"type": "FeatureCollection", "type": "FeatureCollection", "features": []}`: `a.geojson:1: the file has the key "type" twice; keep one of them`,
		`{"type": "FeatureCollection", "bbox": [01], "features": []}`:                "a.geojson:1: this is not JSON: found '[' where a value of the member bbox is expected",
		`{"type": "FeatureCollection" "features": []}`:                               `a.geojson:1: this is not JSON: found '"' where a comma or } is expected`,
		`{"type": "FeatureCollection", features: []}`:                                "a.geojson:1: this is not JSON: found 'f' where a text in quotation marks is expected",
		`{"type": "FeatureCollection", "features": []`:                               "a.geojson:1: the file ends in the middle of the outermost object; it seems to be cut off: fetch it again",
		// Features.
		collection(feature, `{"type": "Feature", "properties": {"deso": "b`): "a.geojson:4: the file ends in the middle of feature 2; it seems to be cut off: fetch it again",
		collection(feature, ""):                                                                     "a.geojson:4: found ']' where feature 2 is expected",
		collection(feature + feature):                                                               "a.geojson:2: this is not JSON: found '{' where a comma or ] is expected",
		collection(feature, "7"):                                                                    "a.geojson:3: feature 2: it is a number where an object is expected",
		collection(square):                                                                          `a.geojson:2: feature 1: its type is "Polygon", expected Feature; put the geometry in a Feature`,
		collection(`{"type": "feature"}`):                                                           `a.geojson:2: feature 1: its type is "feature", expected Feature`,
		collection(`{"type": 3}`):                                                                   "a.geojson:2: feature 1: its type is a number where a text is expected",
		collection(`{"type": "Feature", "properties": []}`):                                         "a.geojson:2: feature 1: its properties are an array where an object is expected",
		collection(`{"type": "Feature", "properties": {"a": 1, "a": 2}}`):                           `a.geojson:2: feature 1: it has the property "a" twice; keep one of them`,
		collection(`{"type": "Feature", "id": 1, "id": 2}`):                                         `a.geojson:2: feature 1: it has the key "id" twice; keep one of them`,
		collection(`{"type": "Feature", "properties": {"deso": "a", "n": NaN}}`):                    `a.geojson:2: feature 1 (deso "a"): this is not JSON: found NaN where a value is expected; write null for a value that is missing`,
		collection(`{"type": "Feature", "properties": {"n": 1e999}}`):                               "a.geojson:2: feature 1: the number 1e999 is too large",
		collection(`{"type": "Feature", "properties": {"n": 007}}`):                                 "a.geojson:2: feature 1: this is not JSON: found '0' where a number is expected",
		collection(`{"type": "Feature", "properties": {"n": [1,]}}`):                                "a.geojson:2: feature 1: this is not JSON: found '[' where a value is expected",
		collection(`{"type": "Feature", "properties": {"n": nul}}`):                                 "a.geojson:2: feature 1: this is not JSON: found 'n' where a value is expected",
		collection("{\"type\": \"Feature\",\n\"properties\": {\"n\": \"Bor\xe5s\"}}"):               "a.geojson:3: feature 1: the text is not UTF-8, as GeoJSON must be; save it as UTF-8",
		collection("{\"type\": \"Feature\", \"properties\": {\"n\": \"a\tb\"}}"):                    `a.geojson:2: feature 1: this is not JSON: found '\t' where the rest of a text is expected`,
		collection(`{"type": "Feature", "properties": {"n": "\q"}}`):                                `a.geojson:2: feature 1: this is not JSON: found '"' where a text whose escapes are those of JSON is expected`,
		collection(`{"type": "Feature", "geometry": null, "properties": {"deso": "a"}, "crs": {}}`): `a.geojson:2: feature 1 (deso "a"): it has a member crs of its own; a layer has one system: convert the feature, and give the crs beside features`,
		// Geometries, also before the properties that tell the code.
		collection(of("a", "[13, 57]")):                                                                                          `a.geojson:2: feature 1 (deso "a"): its geometry is an array where an object is expected`,
		collection(of("a", `{"type": "Circle", "coordinates": [13, 57]}`)):                                                       `a.geojson:2: feature 1 (deso "a"): the type of its geometry is "Circle", which GeoJSON does not have; one of Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon`,
		collection(of("a", `{"type": "GeometryCollection", "geometries": []}`)):                                                  `a.geojson:2: feature 1 (deso "a"): its geometry is a GeometryCollection, which mixes points, lines and areas; keep its areas as a MultiPolygon`,
		collection(of("a", `{"type": "Point"}`)):                                                                                 `a.geojson:2: feature 1 (deso "a"): its geometry has no coordinates`,
		collection(of("a", `{"coordinates": [13, 57]}`)):                                                                         `a.geojson:2: feature 1 (deso "a"): its geometry has no type`,
		collection(of("a", `{"type": "Point", "type": "Point", "coordinates": [13, 57]}`)):                                       `a.geojson:2: feature 1 (deso "a"): its geometry has the key "type" twice; keep one of them`,
		collection(of("a", `{"type": "Point", "coordinates": null}`)):                                                            `a.geojson:2: feature 1 (deso "a"): coordinates is null where an array is expected`,
		collection(of("a", `{"type": "Point", "coordinates": [13]}`)):                                                            `a.geojson:2: feature 1 (deso "a"): coordinates has one number where a position has two`,
		collection(of("a", `{"type": "Point", "coordinates": [13, "57"]}`)):                                                      `a.geojson:2: feature 1 (deso "a"): coordinates[1] is a text where a number is expected`,
		collection(of("a", `{"type": "Point", "coordinates": [13, null]}`)):                                                      `a.geojson:2: feature 1 (deso "a"): coordinates[1] is null where a number is expected`,
		collection(of("a", `{"type": "Point", "coordinates": [13, NaN]}`)):                                                       `a.geojson:2: feature 1 (deso "a"): this is not JSON: found NaN where a number is expected; write null for a value that is missing`,
		collection(of("a", `{"type": "Point", "coordinates": [13, -Infinity]}`)):                                                 `a.geojson:2: feature 1 (deso "a"): this is not JSON: found -Infinity where a number is expected; write null for a value that is missing`,
		collection(of("a", `{"type": "Point", "coordinates": [13, 1e400]}`)):                                                     `a.geojson:2: feature 1 (deso "a"): the number 1e400 is too large`,
		collection(of("a", `{"type": "Polygon", "coordinates": [[13, 57], [14, 57], [14, 58], [13, 57]]}`)):                      `a.geojson:2: feature 1 (deso "a"): coordinates are nested 2 deep where those of a Polygon are nested 3 deep; correct the type or the coordinates`,
		collection(of("a", `{"type": "Polygon", "coordinates": [[[13, 57], 14, [14, 58], [13, 57]]]}`)):                          `a.geojson:2: feature 1 (deso "a"): coordinates[0][1] is a number where an array is expected`,
		collection(of("a", `{"type": "Polygon", "coordinates": [[[13, 57], [[14, 58]], [13, 57]]]}`)):                            `a.geojson:2: feature 1 (deso "a"): coordinates[0][1][0] is an array where a number is expected`,
		collection(of("a", `{"type": "Polygon", "coordinates": [[[13, 57], [], [13, 57]]]}`)):                                    `a.geojson:2: feature 1 (deso "a"): coordinates[0][1] is empty; take it out`,
		collection(of("a", `{"type": "Polygon", "coordinates": [[], [[13, 57], [14, 57], [14, 58], [13, 57]]]}`)):                `a.geojson:2: feature 1 (deso "a"): coordinates holds empty arrays beside positions; take them out`,
		collection(of("a", `{"type": "Polygon", "coordinates": [[[13, 57], [14, 57], [14, 58], [13, 57]], []]}`)):                `a.geojson:2: feature 1 (deso "a"): coordinates[1] is empty; take it out`,
		collection(of("a", `{"type": "Polygon", "coordinates": [[[[[13, 57]]]]]}`)):                                              `a.geojson:2: feature 1 (deso "a"): coordinates[0][0][0][0] is an array where a position is expected`,
		collection(of("a", `{"type": "Polygon", "coordinates": `+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+`}`)): `a.geojson:2: feature 1 (deso "a"): coordinates[0][0][0][0] is an array where a position is expected`,
		collection(of("a", ring("[13, 57], [14, 57], [13, 57]"))):                                                                `a.geojson:2: feature 1 (deso "a"): coordinates[0] has 3 positions; a ring has at least 4, the last the same as the first`,
		collection(of("a", ring("[13, 57], [14, 57],\n [14, 58],\n [13, 57.5]"))):                                                `a.geojson:4: feature 1 (deso "a"): coordinates[0] is not closed: it begins at 13, 57 and ends at 13, 57.5; repeat the first position at the end`,
		collection(feature, of("b", `{"type": "MultiPolygon", "coordinates": [[[[13, 57], [14, 57], [14, 58], [13, 57]]], [[[13, 57], [14, 57], [14, 58], [13, 57]], [[13, 57], [14, 57], [14, 58]]]]}`)): `a.geojson:3: feature 2 (deso "b"): coordinates[1][1] has 3 positions; a ring has at least 4, the last the same as the first`,
		collection(of("a", `{"type": "LineString", "coordinates": [[13, 57]]}`)):                                           `a.geojson:2: feature 1 (deso "a"): coordinates has one position; a line has at least 2`,
		collection(of("a", `{"type": "MultiLineString", "coordinates": [[[13, 57], [14, 58]], [[13, 57]]]}`)):              `a.geojson:2: feature 1 (deso "a"): coordinates[1] has one position; a line has at least 2`,
		collection(`{"type": "Feature", "geometry": {"type": "Point", "coordinates": [13]}, "properties": {"deso": "a"}}`): `a.geojson:2: feature 1 (deso "a"): coordinates has one number where a position has two`,
		strings.Replace(square, "57.1], [13, 57]", "57.1]", 1):                                                             "a.geojson:1: coordinates[0] has 3 positions; a ring has at least 4, the last the same as the first",
	} {
		if _, err := Read(input(text), geo.Options{}); err == nil || err.Error() != want {
			t.Errorf("%.200s: got\n%v\nwant\n%s", text, err, want)
		}
	}
}

func TestAllBadFeaturesAreToldAtOnce(t *testing.T) {
	var features []string
	for i := range 60 {
		features = append(features, of(fmt.Sprint(i), `{"type": "Point", "coordinates": [13]}`))
	}
	features = append(features, of("ok", square), "nonsense")
	_, err := Read(input(collection(features...)), geo.Options{})
	if err == nil {
		t.Fatal("no error")
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 51 || lines[49] != `a.geojson:51: feature 50 (deso "49"): coordinates has one number where a position has two` || lines[50] != "… and 11 more problems of this stage" {
		t.Errorf("got %d lines:\n%s", len(lines), err)
	}
}

func TestFeaturesThatHaveNothingInCommon(t *testing.T) {
	var features []string
	for i := range 1000 {
		features = append(features, fmt.Sprintf(`{"type": "Feature", "properties": {"p%d": 1}, "geometry": null}`, i))
	}
	_, err := Read(input(collection(features...)), geo.Options{})
	// 1 + 2 + … + n places are more than 64 n + 65536 from n = 432 on.
	want := "a.geojson: the first 432 features have properties of 432 different names, and each has 1 of them in the mean; keep the properties that areas have in common"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Every beginning of a file is refused, and none crashes.
func TestFilesThatAreCutOff(t *testing.T) {
	whole := `{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:4326"}}, "features": [` + "\n" +
		of(`\u00e5`, square) + ",\n" + `{"type": "Feature", "id": 12, "properties": {"deso": null, "b": true, "c": [1, "x"]}, "geometry": {"type": "Point", "coordinates": [13.5, 57e0]}}` + "\n]}"
	if _, err := Read(input(whole), geo.Options{}); err != nil {
		t.Fatal(err)
	}
	for n := range len(whole) {
		if _, err := Read(input(whole[:n]), geo.Options{}); err == nil || !strings.HasPrefix(err.Error(), "a.geojson") {
			t.Errorf("the first %d bytes are read: %v", n, err)
		}
	}
}
