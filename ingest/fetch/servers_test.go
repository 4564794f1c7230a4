package fetch

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// answer1 speaks PxWeb API 1: /api/v1/sv, with the table at BE/BE0101/TAB1.
func (s *server) answer1(w http.ResponseWriter, r *http.Request, body string) {
	path := strings.Trim(strings.TrimPrefix(r.URL.Path, "/api/v1/sv"), "/")
	switch {
	case r.URL.RawQuery == "config":
		if s.old {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, "<!DOCTYPE html><html><title>404 - File or directory not found.</title></html>")
			return
		}
		write(w, map[string]any{"maxValues": s.cells, "maxCells": 10 * s.cells, "maxCalls": s.calls, "timeWindow": 1, "CORS": true})
	case r.Method == "GET" && path == "":
		write(w, []map[string]string{{"id": "BE", "type": "l", "text": "Befolkning"}, {"id": "rubrik", "type": "h", "text": "Rubrik"}})
	case r.Method == "GET" && path == "BE":
		write(w, []map[string]string{{"id": "BE0101", "type": "l", "text": "Befolkningsstatistik"}})
	case r.Method == "GET" && path == "BE/BE0101":
		write(w, []map[string]string{{"id": s.table.id, "type": "t", "text": s.table.label, "updated": s.table.updated}})
	case r.Method == "GET" && path == "BE/BE0101/"+s.table.id:
		var variables []map[string]any
		for _, d := range s.table.dimensions {
			v := map[string]any{"code": d.code, "text": strings.ToLower(d.code), "values": d.codes, "valueTexts": d.codes}
			if d.eliminate {
				v["elimination"] = true
			}
			if d.role == "time" {
				v["time"] = true
			}
			variables = append(variables, v)
		}
		write(w, map[string]any{"title": s.table.label, "variables": variables})
	case r.Method == "POST" && path == "BE/BE0101/"+s.table.id:
		s.data1(w, body)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func (s *server) data1(w http.ResponseWriter, body string) {
	var q struct {
		Query []struct {
			Code      string
			Selection struct {
				Filter string
				Values []string
			}
		}
		Response struct{ Format string }
	}
	if err := json.Unmarshal([]byte(body), &q); err != nil || s.old && q.Response.Format != "json" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	selected, lists := map[string][]string{}, map[string]string{}
	total := 1
	for _, v := range q.Query {
		selected[v.Code] = v.Selection.Values
		if kind, name, ok := strings.Cut(v.Selection.Filter, ":"); ok {
			lists[v.Code] = kind + "_" + name
		}
		total *= len(v.Selection.Values)
	}
	limit := s.cells
	if s.secret > 0 {
		limit = s.secret
	}
	if total > limit {
		w.WriteHeader(http.StatusForbidden)
		write(w, map[string]string{"error": "Too many values selected"})
		return
	}
	if q.Response.Format == "json-stat2" {
		write(w, s.table.cube(selected, lists))
		return
	}
	columns, sets := []map[string]string{}, [][]string{}
	for _, d := range s.table.dimensions {
		if d.role != "metric" && selected[d.code] != nil {
			columns = append(columns, map[string]string{"code": d.code, "text": d.code, "type": "d"})
			sets = append(sets, selected[d.code])
		}
	}
	columns = append(columns, map[string]string{"code": "000007Y7", "text": "Folkmängd", "type": "c"})
	var data []map[string][]string
	for _, key := range products(sets) {
		data = append(data, map[string][]string{"key": strings.Split(key[1:], "|"), "values": {".."}})
	}
	write(w, map[string]any{"columns": columns, "comments": []string{}, "data": data, "metadata": []map[string]string{{"updated": s.table.updated}}})
}

// The catalogue of Kolada in the tests: 60 key figures, three municipalities, a group, 30 schools of 1490.
func koladaCatalogue(segments []string, query map[string][]string) []map[string]any {
	var all []map[string]any
	switch segments[0] {
	case "kpi":
		for i := range 60 {
			all = append(all, map[string]any{"id": fmt.Sprintf("N%05d", 15400+i), "title": fmt.Sprintf("Nyckeltal %d, andel (%%)", i), "has_ou_data": true})
		}
		if t := query["title"]; len(t) > 0 {
			all = slices.DeleteFunc(all, func(m map[string]any) bool { return !strings.Contains(m["title"].(string), t[0]) })
		}
	case "municipality":
		for _, m := range []string{"0000", "1480", "1490"} {
			all = append(all, map[string]any{"id": m, "title": "Kommun " + m, "type": "K"})
		}
	case "municipality_groups":
		all = append(all, map[string]any{"id": "G114418", "title": "Fyrkommunsnätverket (ovägt medel)"})
	case "ou":
		for i := range 30 {
			all = append(all, map[string]any{"id": fmt.Sprintf("V15E1490%05d", i), "title": "Skola"})
		}
		if m := query["municipality"]; len(m) > 0 && m[0] != "1490" {
			all = nil
		}
	}
	if len(segments) > 1 {
		ids := strings.Split(segments[1], ",")
		all = slices.DeleteFunc(all, func(m map[string]any) bool { return !slices.Contains(ids, m["id"].(string)) })
	}
	return all
}

// answerKolada speaks Kolada v3. A figure that it does not know is answered with nothing, as the real one does.
func (s *server) answerKolada(w http.ResponseWriter, r *http.Request) {
	segments := strings.Split(strings.Trim(strings.TrimPrefix(r.URL.Path, "/v3"), "/"), "/")
	query := r.URL.Query()
	var all []map[string]any
	if segments[0] == "data" || segments[0] == "oudata" {
		unit := map[string]string{"data": "municipality", "oudata": "ou"}[segments[0]]
		ids := map[string][]string{}
		for i := 1; i+1 < len(segments); i += 2 {
			ids[segments[i]] = strings.Split(segments[i+1], ",")
			if len(ids[segments[i]]) > 25 {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
		}
		known := func(kind, catalogue string) (out []string) {
			for _, m := range koladaCatalogue([]string{catalogue}, nil) {
				if id := m["id"].(string); ids[kind] == nil || slices.Contains(ids[kind], id) {
					out = append(out, id)
				}
			}
			return out
		}
		years := ids["year"]
		if years == nil {
			years = []string{"2022", "2023"}
		}
		for _, k := range known("kpi", "kpi") {
			for _, u := range known(unit, unit) {
				for _, y := range years {
					if y == "2030" {
						continue
					}
					year, _ := strconv.Atoi(y)
					all = append(all, map[string]any{"kpi": k, unit: u, "period": year, "values": []map[string]any{{"gender": "T", "count": 1, "status": "", "value": 1.5, "isdeleted": false}}})
				}
			}
		}
	} else {
		all = koladaCatalogue(segments, query)
	}
	page, _ := strconv.Atoi(query.Get("page"))
	size, _ := strconv.Atoi(query.Get("per_page"))
	from, to := min((page-1)*size, len(all)), min(page*size, len(all))
	answer := map[string]any{"count": to - from, "values": all[from:to], "next_url": nil}
	if to-from == 0 {
		answer["values"] = []int{}
	}
	if to < len(all) {
		answer["next_url"] = "http://elsewhere.example/v3/next"
	}
	write(w, answer)
}

// answerSkolverket speaks the planned educations of Skolverket: seven units of compulsory school in 1490, of which the last has no statistics.
func (s *server) answerSkolverket(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Accept") != skolverketAccept {
		w.WriteHeader(http.StatusNotAcceptable)
		return
	}
	path := strings.Split(strings.Trim(strings.TrimPrefix(r.URL.Path, "/planned-educations/v4"), "/"), "/")
	hal := func(body any) {
		w.Header().Set("Content-Type", skolverketAccept)
		json.NewEncoder(w).Encode(map[string]any{"status": "OK", "message": "Success", "body": body})
	}
	query := r.URL.Query()
	if len(path) == 1 {
		var units []map[string]any
		for i := range 7 {
			if query.Get("geographicalAreaCode") == "1490" && query.Get("typeOfSchooling") == "gr" {
				units = append(units, map[string]any{"code": fmt.Sprintf("1000000%d", i), "name": "Skola", "geographicalAreaCode": "1490", "typeOfSchooling": []map[string]any{{"code": "fsk"}, {"code": "gr"}}})
			}
		}
		page, _ := strconv.Atoi(query.Get("page"))
		size, _ := strconv.Atoi(query.Get("size"))
		from, to := min(page*size, len(units)), min((page+1)*size, len(units))
		body := map[string]any{"page": map[string]int{"size": size, "totalElements": len(units), "totalPages": (len(units) + size - 1) / size, "number": page}}
		if len(units) > 0 {
			body["_embedded"] = map[string]any{"listedSchoolUnits": units[from:to]}
		}
		hal(body)
		return
	}
	if path[1] == "10000006" {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	hal(map[string]any{"schoolUnit": path[1], "docLinks": nil, "averageGradesMeritRating9thGrade": []map[string]string{
		{"value": "245,9", "valueType": "EXISTS", "timePeriod": "2024/25"}, {"value": "..", "valueType": "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS", "timePeriod": "2023/24"}}})
}
