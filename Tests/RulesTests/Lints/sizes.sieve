require ["fileinto"];
if size :over 200M { fileinto "plain"; stop; }
if size :under 0 { fileinto "plain"; stop; }
if size :over 99M { fileinto "plain"; stop; }
