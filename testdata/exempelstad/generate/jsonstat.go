package main

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// dataset is as much of JSON-stat 2.0 as the file needs.
type dataset struct {
	Version   string               `json:"version"`
	Class     string               `json:"class"`
	Label     string               `json:"label"`
	Source    string               `json:"source"`
	Updated   string               `json:"updated"`
	ID        []string             `json:"id"`
	Size      []int                `json:"size"`
	Role      map[string][]string  `json:"role"`
	Dimension map[string]dimension `json:"dimension"`
	Value     []*float64           `json:"value"`
	Status    map[string]string    `json:"status"`
}

type dimension struct {
	Label    string   `json:"label"`
	Category category `json:"category"`
}

type category struct {
	Index []string          `json:"index"`
	Label map[string]string `json:"label"`
}

// economicStandard is a table of two measures, shares in whole tenths without counts, as a statistics office answers. Some cells are null with the
// office's mark for what is too uncertain.
func (c *city) economicStandard() []byte {
	r := stream("economic standard")
	measures := category{Index: []string{"EX01", "EX02"}, Label: map[string]string{"EX01": "Låg ekonomisk standard, procent", "EX02": "Hög ekonomisk standard, procent"}}
	region := category{Label: map[string]string{}}
	for _, a := range c.small {
		region.Index = append(region.Index, a.code)
		region.Label[a.code] = a.code
	}
	tid := category{Label: map[string]string{}}
	for y := range years - 1 {
		tid.Index = append(tid.Index, year(y))
		tid.Label[year(y)] = year(y)
	}
	d := dataset{
		Version: "2.0", Class: "dataset", Label: "Ekonomisk standard efter område, mått och år", Source: "Exempelstads statistikbyrå", Updated: "2026-01-20T07:00:00Z",
		ID: []string{"Region", "ContentsCode", "Tid"}, Size: []int{len(c.small), len(measures.Index), years - 1},
		Role:      map[string][]string{"geo": {"Region"}, "metric": {"ContentsCode"}, "time": {"Tid"}},
		Dimension: map[string]dimension{"Region": {"område", region}, "ContentsCode": {"mått", measures}, "Tid": {"år", tid}},
		Status:    map[string]string{},
	}
	for _, a := range c.small {
		for i := range measures.Index {
			for y := range years - 1 {
				p := 4 + float64(34*a.wantIn(y)) + bell(r, 0.8)
				if i == 1 {
					p = 38 - float64(34*a.wantIn(y)) + bell(r, 0.8)
				}
				if a.district != nil && a.district.code == "angsholm" && y%4 == 2 {
					d.Status[strconv.Itoa(len(d.Value))] = ".."
					d.Value = append(d.Value, nil)
					continue
				}
				v, _ := strconv.ParseFloat(fixed(clamp(p, 0.5, 99.5), 1), 64)
				d.Value = append(d.Value, &v)
			}
		}
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(d); err != nil {
		panic(err) // a bytes.Buffer takes everything, and every value is a number
	}
	return out.Bytes()
}
