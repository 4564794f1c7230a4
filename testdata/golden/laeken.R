# Writes laeken.csv: what the R package laeken gives for data/districts.csv.
#
#     Rscript laeken.R > laeken.csv
#
# laeken prints the Gini coefficient and measures of poverty in per cent.

suppressPackageStartupMessages(library(laeken))

d <- read.csv(file.path("data", "districts.csv"))
program <- paste("laeken", packageVersion("laeken"))
arguments <- "--data golden/data/districts.csv --unit district --value income --weight population"
row <- function(index, name, value, parameter = "") {
  cat(sprintf("%s,%s%s,,%s %s,%.17g,1e-12\n", index, arguments, parameter, program, name, value))
}

cat("index,arguments,part,program,value,tolerance\n")
row("gini", "gini", gini(d$income, weights = d$population)$value / 100)
ends <- weightedQuantile(d$income, d$population, probs = c(0.1, 0.9))
row("p90-p10", "weightedQuantile", ends[2] / ends[1])
row("share-ratio", "qsr", qsr(d$income, weights = d$population)$value, " --param division=1")
for (p in c(0.85, 0.95)) {
  share <- sprintf(" --param share=%g", 100 * p)
  row("foster-greer-thorbecke", "arpr", arpr(d$income, weights = d$population, p = p)$value / 100, share)
}

d <- read.csv(file.path("data", "persons.csv"))
arguments <- "--data golden/data/persons.csv --unit person --value income --weight weight"
row("gini", "gini", gini(d$income, weights = d$weight)$value / 100)
row("share-ratio", "qsr", qsr(d$income, weights = d$weight)$value, " --param division=1")
row("foster-greer-thorbecke", "arpr", arpr(d$income, weights = d$weight)$value / 100)
row("relative-median-poverty-gap", "rmpg", rmpg(d$income, weights = d$weight)$value / 100)
