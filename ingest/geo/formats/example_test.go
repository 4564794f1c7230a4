package formats_test

import (
	"fmt"
	"os"
	"testing/fstest"

	"github.com/jamlik/jamlik/ingest/geo"
	"github.com/jamlik/jamlik/ingest/geo/formats"
	"github.com/jamlik/jamlik/ingest/geo/geojson"
)

const twoAreas = `{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"deso": "1490A0010"}, "geometry": {"type": "Polygon", "coordinates": [[[13, 57.6], [13.1, 57.6], [13.1, 57.7], [13, 57.6]]]}},
{"type": "Feature", "properties": {"deso": "1490A0020"}, "geometry": {"type": "Polygon", "coordinates": [[[13, 57.6], [13.1, 57.7], [13, 57.7], [13, 57.6]]]}}
]}`

// Areas are read whatever the format, projected to metres, joined with results, and written for a map.
func Example() {
	files := fstest.MapFS{"areas.geojson": {Data: []byte(twoAreas)}}
	layer, err := formats.ReadFS(files, "areas.geojson", "", geo.Options{Key: "deso"})
	if err != nil {
		fmt.Println(err)
		return
	}
	plane, err := layer.Project(layer.Plane())
	if err != nil {
		fmt.Println(err)
		return
	}
	joined, match, err := plane.Join("deso", geo.Table{Codes: []string{"1490A0020", "1490A0030"}, Columns: []string{"share"}, Values: [][]any{{0.25, 0.5}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(layer.CRS, "→", plane.CRS)
	fmt.Println("without geometry:", match.WithoutGeometry, "without data:", match.WithoutData)
	if err := geojson.Write(os.Stdout, joined, geojson.WriteOptions{CRS: plane.CRS}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// EPSG:4326 (WGS 84) → EPSG:3006 (SWEREF99 TM)
	// without geometry: [1490A0030] without data: [1490A0010]
	// {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3006"}},"features":[
	// {"type":"Feature","properties":{"deso":"1490A0010","share":null},"geometry":{"type":"Polygon","coordinates":[[[380476.543,6385939.949],[386451.759,6385768.18],[386763.677,6396898.257],[380476.543,6385939.949]]]}},
	// {"type":"Feature","properties":{"deso":"1490A0020","share":0.25},"geometry":{"type":"Polygon","coordinates":[[[380476.543,6385939.949],[386763.677,6396898.257],[380804.882,6397069.743],[380476.543,6385939.949]]]}}
	// ]}
}
