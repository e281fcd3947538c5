require ["fileinto", "mime", "foreverypart"];
foreverypart { if header :mime :contenttype "Content-Type" "application/pdf" { fileinto "registered"; } }
if size :over 1M { fileinto "secure"; stop; }
foreverypart {
    if header :mime :type "Content-Type" "image" { fileinto "secure"; break; }
    if header :mime :type "Content-Type" "video" { fileinto "secure"; stop; }
}
if size :under 10K { stop; }
fileinto "plain";
