require "fileinto";
if anyof (header :contains "subjcet" "x", exists "X-Sealpost-Rout", address "form" "a@b.example") { fileinto "secure"; }
