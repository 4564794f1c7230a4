# Writes laeken.csv: what the R package laeken gives for data/districts.csv.
#
#     Rscript laeken.R > laeken.csv
#
# laeken prints the Gini coefficient in per cent.

suppressPackageStartupMessages(library(laeken))

d <- read.csv(file.path("data", "districts.csv"))
program <- paste("laeken", packageVersion("laeken"))
arguments <- "--data golden/data/districts.csv --unit district --value income --weight population"
row <- function(index, name, value) {
  cat(sprintf("%s,%s,,%s %s,%.17g,1e-12\n", index, arguments, program, name, value))
}

cat("index,arguments,part,program,value,tolerance\n")
row("gini", "gini", gini(d$income, weights = d$population)$value / 100)
ends <- weightedQuantile(d$income, d$population, probs = c(0.1, 0.9))
row("p90-p10", "weightedQuantile", ends[2] / ends[1])
